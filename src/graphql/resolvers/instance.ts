import { capabilitiesOf } from '../../patchwork/versions.js';
import {
  bundleList,
  coverList,
  eventList,
  patchList,
  personList,
  projectList,
  seriesList,
  userList,
} from './lists.js';
import type { InstanceResolvers, InstanceStatusResolvers } from '../generated/types.js';
import { encodeGlobalId, encodeKeyedId } from '../globalId.js';
import { toState } from '../states.js';
import { toDateTime } from '../toDateTime.js';

export const Instance: InstanceResolvers = {
  id: ({ name }) => encodeGlobalId({ instance: name, type: 'Instance', id: 0 }),
  name: ({ name }) => name,
  url: ({ options }) => options.url,
  webUrl: ({ options }) => `${options.url}/`,
  apiVersion: async (client, _args, { scope }) => await client.version(scope),
  isSample: (_client, _args, { gateway }) => gateway.isSample === true,
  capabilities: async (client, _args, { scope }) => ({
    id: encodeKeyedId(client.name, 'InstanceCapabilities', ''),
    ...capabilitiesOf(await client.version(scope)),
  }),
  status: (client) => {
    // A server that has not answered yet is asked, and nobody waits for it.
    if (client.knownVersion === undefined) Promise.resolve(client.version()).catch(() => undefined);
    return { id: encodeKeyedId(client.name, 'InstanceStatus', ''), status: client.status };
  },
  states: async (client, _args, { scope }) =>
    (await client.states.slugs(scope)).flatMap((slug) => toState(client, slug) ?? []),
  projects: (client, args, context) => projectList([client], args, context),
  patches: (client, args, context) => patchList([client], args, context),
  seriesList: (client, args, context) => seriesList([client], args, context),
  covers: (client, args, context) => coverList([client], args, context),
  people: (client, args, context) => personList([client], args, context),
  users: (client, args, context) => userList([client], args, context),
  bundles: (client, args, context) => bundleList([client], args, context),
  events: (client, args, context) => eventList([client], args, context),
};

export const InstanceStatus: InstanceStatusResolvers = {
  health: ({ status }) => status.health,
  breaker: ({ status }) => status.breaker,
  latencyMs: ({ status }) =>
    status.lastLatencyMs === null ? null : Math.round(status.lastLatencyMs * 10) / 10,
  lastSuccessAt: ({ status }) => toDateTime(status.lastSuccessAt),
  lastError: ({ status }) => status.lastError,
  lastErrorAt: ({ status }) => toDateTime(status.lastError?.at),
};
