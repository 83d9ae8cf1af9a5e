import { expectedNow, type ProjectCoverage } from '../../corpus/indexCoverage.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { RequestContext } from '../context.js';
import type { QueryResolvers, SearchCoverageResolvers } from '../generated/types.js';
import { clientsOf } from '../instances.js';
import type { SearchCoverageModel } from '../models.js';
import { projectsOn } from '../projectNames.js';
import { readCoverage } from '../search/IndexScope.js';
import { toDateTime } from '../toDateTime.js';

export const searchCoverage: NonNullable<QueryResolvers['searchCoverage']> = async (
  _root,
  { instances, projects },
  { gateway },
) => {
  const { index } = gateway;
  const clients = clientsOf(gateway, instances);
  const namesOn = projectsOn(projects ?? undefined, gateway);
  const [first] = clients;
  if (index === undefined || first === undefined) return [];
  const all = await readCoverage(index, first.now());
  return coverageModels(all, clients).filter(({ client, data }) => {
    const names = namesOn(client);
    return names === undefined || names.includes(data.project);
  });
};

/** The coverage of projects on some instances, in the order of the instances. */
export function coverageModels(
  coverage: readonly ProjectCoverage[],
  clients: readonly PatchworkClient[],
): readonly SearchCoverageModel[] {
  return clients.flatMap((client) =>
    coverage.filter(({ instance }) => instance === client.name).map((data) => ({ client, data })),
  );
}

const atSeconds = (seconds: number | null): string | null =>
  toDateTime(seconds === null ? null : seconds * 1000);

export const SearchCoverage: SearchCoverageResolvers = {
  instance: ({ client }) => client,
  projectName: ({ data }) => data.project,
  project: async ({ client, data }, _args, { readers }: RequestContext) => {
    const projects = await readers.projects.load(client);
    return projects.find((entity) => entity.at('basic')?.link_name === data.project) ?? null;
  },
  state: ({ data }) => data.state,
  patches: ({ data }) => data.patches,
  covers: ({ data }) => data.covers,
  comments: ({ data }) => data.commentCount,
  expectedPatches: ({ data }) => expectedNow(data),
  from: ({ data }) => atSeconds(data.from),
  until: ({ data }) => atSeconds(data.until),
  lagSeconds: ({ client, data: { until } }) =>
    until === null ? null : Math.max(0, client.now() / 1000 - until),
  truncated: ({ data }) => data.truncated,
  holes: ({ data }) =>
    data.holes.map(({ from, to, reason }) => ({
      from: new Date(from * 1000).toISOString(),
      to: new Date(to * 1000).toISOString(),
      reason,
    })),
};
