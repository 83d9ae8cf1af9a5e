# patchwork-graphql in a container: docs/deployment/README.md tells how to run it.
ARG NODE_VERSION=24

# Builds the package with all tools; nothing of this stage but the package itself is kept.
FROM node:${NODE_VERSION}-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# No scripts: `prepare` would build before the sources are there.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY README.md LICENSE tsconfig.json tsconfig.build.json ./
COPY schema schema
COPY scripts scripts
COPY src src
RUN npm run build
# What `npm publish` would send is what the image holds.
RUN npm pack --ignore-scripts --pack-destination / && tar -xzf /patchwork-graphql-*.tgz -C /

FROM node:${NODE_VERSION}-slim AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json .npmrc ./
# No scripts: `prepare` needs the tools that are left out here, and no runtime package needs any.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts

FROM node:${NODE_VERSION}-slim
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="patchwork-graphql" \
      org.opencontainers.image.description="One GraphQL API over many Patchwork servers" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}"

# Package managers have no use at run time, and their own dependencies need security updates.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx \
      /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*

WORKDIR /app
COPY --from=dependencies /dependencies/node_modules node_modules
COPY --from=build /package ./
# Stands in for the folder that is mounted here; without one the sample servers are served.
RUN mkdir /etc/patchwork-graphql && echo 'sampleServers: true' > /etc/patchwork-graphql/patchwork-graphql.yaml

# These win over the mounted file, which need not say where to listen inside the container. With one arena,
# glibc does not reserve memory for each thread of Node.js.
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size=704 \
    MALLOC_ARENA_MAX=1 \
    PATCHWORK_GRAPHQL_CONFIG=/etc/patchwork-graphql/patchwork-graphql.yaml \
    PATCHWORK_GRAPHQL_LISTEN_HOST=0.0.0.0 \
    PATCHWORK_GRAPHQL_LISTEN_PORT=4000

# The number of the image's user `node`, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 4000

# Node asks by itself: the image has no curl. The process alone is checked, not the upstream servers.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PATCHWORK_GRAPHQL_LISTEN_PORT}/healthz`, { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve"]
