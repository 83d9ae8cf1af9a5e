import { encodeGlobalId } from '../../../src/graphql/globalId.js';
import type { SampleState } from '../../../src/sample/server/SampleState.js';

/** An instance that queries are about. */
export interface AskedInstance {
  readonly name: string;
  readonly state: SampleState;
}

/**
 * Creates a document about some instances. Fields that start with the name of an instance are only about
 * it; those that start with `all` are about all of them.
 */
type ChaosQuery = (instances: readonly AskedInstance[]) => string;

const SOURCES =
  'sources { instance status error { code message } warnings { code message } totalCount }';
const PERSON = '{ name email }';
const PATCH = `instance { name } databaseId id name messageId date state { slug name category } archived
  hash commitRef pullUrl check submitter ${PERSON} delegate { username } project { linkName name }
  series { databaseId version name } url webUrl mboxUrl listArchiveUrl subject index count`;
const EVENT = 'instance { name } databaseId category date actor { username } project { linkName }';

const each = (
  instances: readonly AskedInstance[],
  fields: (instance: AskedInstance) => Readonly<Record<string, string>>,
): string =>
  instances
    .flatMap((instance) =>
      Object.entries(fields(instance)).map(([name, field]) => `${instance.name}_${name}: ${field}`),
    )
    .join('\n');

const at = ({ name }: AskedInstance, databaseId: number | undefined): string =>
  `instance: "${name}", databaseId: ${String(databaseId ?? 0)}`;

/** The queries sent to the gateway while one of its servers lies. */
export const CHAOS_QUERIES: Readonly<Record<string, ChaosQuery>> = {
  patches: () =>
    `{ allPatches: patches(first: 40) { nodes { ${PATCH} } pageInfo { hasNextPage endCursor } totalCount ${SOURCES} } }`,
  orders: (instances) => `{
    ${each(instances, ({ name }) => ({
      byId: `patches(instances: ["${name}"], first: 30, orderBy: { field: ID, direction: ASC }) { nodes { ${PATCH} } }`,
      byState: `patches(instances: ["${name}"], first: 30, orderBy: { field: STATE }) { nodes { databaseId state { slug } } }`,
    }))}
    allByName: patches(first: 250, orderBy: { field: NAME }) { nodes { instance { name } databaseId name } ${SOURCES} }
  }`,
  lists: () => `{
    allSeries: seriesList(first: 30) { nodes { instance { name } databaseId name date version total receivedTotal receivedAll submitter ${PERSON} } totalCount ${SOURCES} }
    allCovers: covers(first: 30) { nodes { instance { name } databaseId name date messageId } totalCount ${SOURCES} }
    allProjects: projects(first: 30) { nodes { instance { name } linkName name listId listEmail webUrl maintainers { username } } totalCount ${SOURCES} }
    allBundles: bundles(first: 30) { nodes { instance { name } databaseId name public owner { username } patches { databaseId name } } totalCount ${SOURCES} }
  }`,
  events: () => `{
    allEvents: events(first: 60) { nodes { ${EVENT} ... on PatchStateChangedEvent { patch { databaseId name } } } totalCount ${SOURCES} }
    allOldest: events(first: 60, orderBy: { direction: ASC }) { nodes { ${EVENT} } ${SOURCES} }
  }`,
  filters: () => `{
    allNew: patches(first: 40, filter: { state: ["new", "accepted"], archived: false }) { nodes { ${PATCH} } totalCount ${SOURCES} }
    allFailed: patches(first: 20, filter: { check: [FAIL, WARNING] }) { nodes { instance { name } databaseId check } totalCount ${SOURCES} }
    allSince: covers(first: 40, filter: { since: "2026-09-01T00:00:00Z", before: "2026-11-01T00:00:00Z" }) { nodes { instance { name } databaseId } totalCount ${SOURCES} }
    allOpen: patches(first: 20, filter: { category: [ACTION_REQUIRED] }) { nodes { instance { name } databaseId state { slug } } ${SOURCES} }
  }`,
  nested: () => `{ allSeries: seriesList(first: 8) { nodes {
    instance { name } databaseId coverLetter { databaseId content comments { content subject } }
    patches { databaseId content state { slug } checks { state context user { username } date } comments { databaseId content submitter ${PERSON} } related { databaseId } }
  } ${SOURCES} } }`,
  lookups: (instances) =>
    `{ ${each(instances, (instance) => {
      const { patches, series, covers, projects, bundles } = instance.state;
      const bundle = bundles.find((one) => one.public);
      return {
        patch: `patch(${at(instance, patches[20]?.id)}) { ${PATCH} content diff prefixes headers(names: ["Subject", "X-Mailer"]) { name value } related { databaseId name } tags { name value } }`,
        mbox: `patch(${at(instance, patches[21]?.id)}) { mbox commentCount comments { databaseId messageId content date } checks { databaseId state description targetUrl } }`,
        series: `series(${at(instance, series[12]?.id)}) { databaseId name version total receivedTotal receivedAll date patches { databaseId name } mbox coverLetter { name } dependencies { databaseId } }`,
        cover: `cover(${at(instance, covers[3]?.id)}) { databaseId name content mbox comments { content } header(name: "Subject") }`,
        project: `project(instance: "${instance.name}", linkName: "${projects[0]?.link_name ?? ''}") { linkName name listId maintainers { username } patches(first: 5) { nodes { databaseId } } }`,
        bundle: `bundle(${at(instance, bundle?.id)}) { name public patches { databaseId } mbox }`,
      };
    })} }`,
  resources: (instances) =>
    `{ ${each(instances, (instance) => {
      const { name, state } = instance;
      const idOf = (type: 'Patch' | 'Series' | 'Cover', id: number | undefined): string =>
        encodeGlobalId({ instance: name, type, id: id ?? 0 });
      const check = state.checks[4];
      return {
        node: `node(id: "${idOf('Patch', state.patches[30]?.id)}") { id ... on Patch { ${PATCH} } }`,
        nodes: `nodes(ids: ["${idOf('Series', state.series[3]?.id)}", "${idOf('Cover', state.covers[2]?.id)}"]) { id ... on Series { name } ... on Cover { name } }`,
        check: `check(instance: "${name}", patch: ${String(check?.patch ?? 0)}, databaseId: ${String(check?.id ?? 0)}) { state context date user { username } }`,
      };
    })} }`,
  search: () => `{
    allFound: search(query: "fix", first: 30) { nodes { __typename ... on Patch { ${PATCH} } ... on Cover { instance { name } databaseId name } ... on Series { instance { name } databaseId name } ... on Project { instance { name } linkName } } counts { type count } totalCount ${SOURCES} }
    allMails: search(query: "is:open is:patch", first: 20) { nodes { ... on Patch { instance { name } databaseId } } totalCount ${SOURCES} }
  }`,
  counts: () => `{
    allStates: patchCounts(by: STATE) { groups { key label breakdown { instance count } count } totalCount uncountedCount ${SOURCES} }
    allProjects: patchCounts(by: PROJECT) { groups { key breakdown { instance count } count } totalCount uncountedCount ${SOURCES} }
    allChecks: patchCounts(by: CHECK) { groups { key breakdown { instance count } count } totalCount uncountedCount ${SOURCES} }
  }`,
  message: (instances) => {
    const [first, ...rest] = instances.map(
      ({ state }) => new Set(state.patches.map(({ msgid }) => msgid)),
    );
    const shared = [...(first ?? [])].find((id) => rest.every((ids) => ids.has(id))) ?? '';
    const address = instances[0]?.state.people[2]?.email ?? '';
    return `{
      allMessage: message(messageId: "${shared.slice(1, -1)}") { messageId subject occurrences { databaseId instance { name } subject } sources { instance status error { code } } }
      allPerson: person(email: "${address}") { patches(first: 40) { nodes { instance { name } databaseId } ${SOURCES} } }
    }`;
  },
  instances: () =>
    `{ instances { name apiVersion capabilities { patchComments } status { breaker } states { slug } projects(first: 3) { nodes { linkName } } patches(first: 3) { nodes { databaseId } totalCount } } }`,
};

/** The mutations on the lying server; each leaves its data unchanged. */
export const CHAOS_MUTATIONS: Readonly<Record<string, (liar: AskedInstance) => string>> = {
  update: ({ name, state }) => {
    const patch = state.patches[40];
    const id = encodeGlobalId({ instance: name, type: 'Patch', id: patch?.id ?? 0 });
    return `mutation { ${name}_updatePatch: updatePatch(input: { id: "${id}", archived: ${String(patch?.archived ?? false)} }) { outcome patch { databaseId archived } errors { field message code } } }`;
  },
  check: ({ name, state }) => {
    const id = encodeGlobalId({ instance: name, type: 'Patch', id: state.patches[41]?.id ?? 0 });
    return `mutation { ${name}_createCheck: createCheck(input: { patch: "${id}", state: SUCCESS, context: "chaos" }) { outcome check { databaseId state context } errors { field message code } } }`;
  },
  many: ({ name, state }) => {
    const ids = state.patches
      .slice(50, 53)
      .map(({ id }) => `{ id: "${encodeGlobalId({ instance: name, type: 'Patch', id })}" }`);
    return `mutation { ${name}_updatePatches: updatePatches(input: { patches: [${ids.join()}], archived: false }) { results { outcome errors { code message } patch { archived } } errors { code message } } }`;
  },
};
