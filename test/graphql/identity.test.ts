import { isObjectType, isNonNullType } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

/** Objects that are part of another object or of one answer, and that nothing refers to. */
const VALUES =
  /^(?:Query|Mutation|Subscription|PageInfo|Header|Tag|OperationCost|Source(?:Error|Status|Warning)|ParsedSearch\w+|Search(?:TypeCount|Coverage|Match)|CoverageHole|(?:Event|Change)Delivery|EventsGap|PatchCount\w+|ActivityPoint|FirstReplyPoint|OpenPatchAge(?:s|Group)|UserError|CheckOutcome|Check(?:Rollup|Context)|StrayPatch|MailAddress|Trailer(?:Occurrence)?|FixesReference|ReviewSummary|Thread(?:Entry)?|ChangedFile|QueueItem|SeriesVersion|VersionReason|Prerequisite|Diff(?:Hunk|Problem)|SeriesComparison|PatchPair|PairHunk|ApplyMbox|AppliedTrailer|OwnershipSection|Webhook|\w+(?:Connection|Edge|Payload))$/;

const schema = createSchema();
const objectTypes = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && !type.name.startsWith('__'),
);

describe('object types', () => {
  it('have an id unless they are values, because client caches merge objects by id', () => {
    const without = objectTypes.filter((type) => {
      const field = isObjectType(type) ? type.getFields()['id'] : undefined;
      return field === undefined || !isNonNullType(field.type) || String(field.type) !== 'ID!';
    });
    expect(without.map(({ name }) => name).filter((name) => !VALUES.test(name))).toEqual([]);
  });
});

describe('ids of objects without a number', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.close());

  const QUERY = `{
    instances { name status { id } capabilities { id } }
    viewers { id user { id settings { id } } }
    projects { nodes { maintainers { id username } } }
    patches(first: 50) { nodes { messageId state { id slug } instance { name } } }
  }`;

  interface Identified {
    readonly instances: readonly {
      readonly name: string;
      readonly status: { readonly id: string };
      readonly capabilities: { readonly id: string };
    }[];
    readonly viewers: readonly {
      readonly id: string;
      readonly user: { readonly settings: { readonly id: string } };
    }[];
    readonly projects: {
      readonly nodes: readonly {
        readonly maintainers: readonly { readonly id: string; readonly username: string }[];
      }[];
    };
    readonly patches: {
      readonly nodes: readonly {
        readonly messageId: string;
        readonly state: { readonly id: string; readonly slug: string };
        readonly instance: { readonly name: string };
      }[];
    };
  }

  const tokens = {
    headers: {
      'x-patchwork-token': `main=${tokenOf('main', 'mira')}, v31=${tokenOf('v31', 'mira')}`,
    },
  };

  it('are URL-safe, stable, and unique', async () => {
    gateway = await startReleases(['main', 'v31']);
    const data = await gateway.data<Identified>(QUERY, tokens);
    expect(await gateway.data<Identified>(QUERY, tokens)).toEqual(data);

    const objects = new Map<string, Set<string>>();
    const add = (id: string, what: string): void => {
      expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
      objects.set(id, (objects.get(id) ?? new Set()).add(what));
    };
    for (const { name, status, capabilities } of data.instances) {
      add(status.id, `status ${name}`);
      add(capabilities.id, `capabilities ${name}`);
    }
    for (const [index, { id, user }] of data.viewers.entries()) {
      add(id, `viewer ${String(index)}`);
      add(user.settings.id, `settings ${String(index)}`);
    }
    for (const { state, instance } of data.patches.nodes) {
      add(state.id, `state ${instance.name} ${state.slug}`);
    }
    for (const { maintainers } of data.projects.nodes) {
      for (const { id, username } of maintainers) add(id, `maintainer ${username}`);
    }
    expect([...objects.values()].filter(({ size }) => size !== 1)).toEqual([]);
    const states = data.patches.nodes.map(
      ({ state, instance }) => `${instance.name} ${state.slug}`,
    );
    const stateIds = data.patches.nodes.map(({ state }) => state.id);
    expect(new Set(stateIds).size).toBe(new Set(states).size);
    expect(objects.size).toBeGreaterThan(10);
  });

  it('identify a message by its Message-ID, regardless of its form', async () => {
    gateway = await startReleases(['main', 'v31']);
    const { patches } = await gateway.data<Identified>(QUERY, tokens);
    const messageId = patches.nodes[0]?.messageId ?? '';
    const ids = await Promise.all(
      [messageId, `<${messageId}>`].map(async (written) => {
        const { message } = await gateway.data<{ readonly message: { readonly id: string } }>(
          'query ($messageId: MessageID!) { message(messageId: $messageId) { id } }',
          { variables: { messageId: written } },
        );
        return message.id;
      }),
    );
    expect(ids[0]).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(new Set(ids).size).toBe(1);
  });

  it('are refused by node(id:) with their type', async () => {
    gateway = await startReleases(['main', 'v31']);
    const { patches } = await gateway.data<Identified>(QUERY, tokens);
    const id = patches.nodes[0]?.state.id ?? '';
    const answer = await gateway.ask('query ($id: ID!) { node(id: $id) { id } }', {
      variables: { id },
    });
    expect(answer.data).toEqual({ node: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(answer.errors?.[0]?.message).toContain('is the id of a PatchState');
  });
});
