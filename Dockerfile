# patchwork-graphql in a container: docs/deployment/README.md describes how to run it.
ARG NODE_VERSION=24

# Builds the package with all tools; only the package itself is kept from this stage.
FROM node:${NODE_VERSION}-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# No scripts: `prepare` would build before the sources are copied.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY README.md LICENSE tsconfig.json ./
COPY schema schema
COPY scripts scripts
COPY src src
RUN npm run build
# The image contains what `npm publish` would send.
RUN npm pack --ignore-scripts --pack-destination / && tar -xzf /patchwork-graphql-*.tgz -C /

FROM node:${NODE_VERSION}-slim AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json .npmrc ./
# No scripts: `prepare` needs tools that are not installed here, and no runtime package needs scripts.
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts

FROM node:${NODE_VERSION}-slim
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="patchwork-graphql" \
      org.opencontainers.image.description="One GraphQL API over many Patchwork servers" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}"

# Package managers are not needed at run time, and their own dependencies need security updates.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx \
      /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*

WORKDIR /app
COPY --from=dependencies /dependencies/node_modules node_modules
COPY --from=build /package ./
# Placeholder for the folder that is mounted here; without one, the sample servers are served.
RUN mkdir /etc/patchwork-graphql && echo 'sampleServers: true' > /etc/patchwork-graphql/patchwork-graphql.yaml

# These override the mounted file, which does not have to set the address inside the container. With one arena,
# glibc does not reserve memory for each thread of Node.js.
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size=704 \
    MALLOC_ARENA_MAX=1 \
    PATCHWORK_GRAPHQL_CONFIG=/etc/patchwork-graphql/patchwork-graphql.yaml \
    PATCHWORK_GRAPHQL_LISTEN_HOST=0.0.0.0 \
    PATCHWORK_GRAPHQL_LISTEN_PORT=4000

# The number of the image's user `node`, so that Kubernetes can verify that it is not root.
USER 1000:1000
EXPOSE 4000

# Node sends the request: the image has no curl. Only the process is checked, not the upstream servers.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PATCHWORK_GRAPHQL_LISTEN_PORT}/healthz`, { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# Without V8's collector for idle programs: docs/operations.md, Memory.
ENTRYPOINT ["node", "--no-memory-reducer", "/app/dist/cli.js"]
CMD ["serve"]
