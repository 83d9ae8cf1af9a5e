import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseInstance, tokenOf } from '../../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';
import { companySdl, startCompany, type Company } from './startCompany.js';
import {
  compose,
  startApollo,
  startHive,
  type Composition,
  type Supergraph,
} from './supergraph.js';

describe.each([
  { typePrefix: '', fieldPrefix: '' },
  { typePrefix: 'Patchwork', fieldPrefix: 'patchwork_' },
])(
  'a supergraph with the prefixes "$typePrefix" and "$fieldPrefix"',
  ({ typePrefix, fieldPrefix }) => {
    let gateway: TestGateway;
    let company: Company;
    let composition: Composition;
    const supergraphs: Record<'apollo' | 'hive', Supergraph | undefined> = {
      apollo: undefined,
      hive: undefined,
    };
    let hive: ReturnType<typeof startHive>;
    let patch: string;
    let mail: { readonly messageId: string; readonly submitter: { readonly email: string } };

    beforeAll(async () => {
      gateway = await startTestGateway({
        instances: [releaseInstance('v31'), releaseInstance('v22')],
        federation: { enabled: true, typePrefix, fieldPrefix },
        live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
        heartbeatMs: 10,
      });
      const { patches } = await gateway.data<{
        patches: { nodes: { id: string; messageId: string; submitter: { email: string } }[] };
      }>(
        '{ patches(instances: ["v31"], first: 1) { nodes { id messageId submitter { email } } } }',
      );
      const [newest] = patches.nodes;
      if (newest === undefined) throw new Error('no patch');
      patch = newest.id;
      mail = newest;
      company = await startCompany(
        [
          {
            key: 'T-1',
            patch,
            assignee: mail.submitter.email,
            messageId: mail.messageId,
          },
        ],
        { typePrefix, search: fieldPrefix !== '' },
      );
      const { _service } = await gateway.data<{ _service: { sdl: string } }>(
        '{ _service { sdl } }',
      );
      composition = compose([
        { name: 'patchwork', url: `${gateway.url}/graphql`, sdl: _service.sdl },
        { name: 'company', ...company },
      ]);
      hive = startHive(composition.sdl);
      supergraphs.hive = hive;
      supergraphs.apollo = await startApollo(composition.sdl);
    });
    afterAll(async () => {
      await Promise.all([supergraphs.apollo?.close(), supergraphs.hive?.close()]);
      await Promise.all([gateway.close(), company.close()]);
    });

    it('is composed without errors and hints', () => {
      expect(composition).toMatchObject({ errors: [], hints: [] });
    });

    it.each(['apollo', 'hive'] as const)('is answered through %s', async (name) => {
      const answer = await supergraphs[name]?.ask(`{
        ${fieldPrefix}patches(instances: ["v31"], first: 1) { nodes { __typename id tickets { key } } }
        tickets {
          key
          patch { __typename name state { slug } }
          assignee { email name accounts { instance { name } } }
          mail { subject occurrences { __typename id } }
        }
      }`);
      const type = `${typePrefix}Patch`;
      expect(answer).toEqual({
        data: {
          [`${fieldPrefix}patches`]: {
            nodes: [{ __typename: type, id: patch, tickets: [{ key: 'T-1' }] }],
          },
          tickets: [
            {
              key: 'T-1',
              patch: { __typename: type, name: 'lid: newest of kettle', state: { slug: 'new' } },
              assignee: {
                email: 'bogdan@pike.example',
                name: 'Bogdan Pike',
                accounts: [{ instance: { name: 'v31' } }, { instance: { name: 'v22' } }],
              },
              mail: {
                subject: '[PATCH] lid: newest of kettle',
                occurrences: [{ __typename: type, id: patch }],
              },
            },
          ],
        },
      });
    });

    it.runIf(typePrefix === 'Patchwork')('answers the example of docs/supergraph.md', async () => {
      const text = readFileSync(new URL('../../../docs/supergraph.md', import.meta.url), 'utf8');
      const blocks = [...text.matchAll(/```graphql\n([^`]+)```/g)].map(([, block = '']) => block);
      const [sdl = '', query = ''] = blocks;
      expect(sdl.trim()).toBe(companySdl({ typePrefix, search: true }).trim());
      const answer = await supergraphs.hive?.ask(query.replace('kernel', 'v31'));
      expect(answer?.errors).toBeUndefined();
      expect(answer?.data).toMatchObject({
        search: [{ key: 'T-1' }],
        tickets: [{ key: 'T-1', patch: { name: 'lid: newest of kettle' } }],
      });
    });

    it.each(['apollo', 'hive'] as const)('passes tokens on through %s', async (name) => {
      const answer = await supergraphs[name]?.ask(
        `{ viewers: ${fieldPrefix}viewers { instance { name } user { username } } }`,
        {
          'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}`,
        },
      );
      expect(answer).toEqual({
        data: { viewers: [{ instance: { name: 'v31' }, user: { username: 'mira' } }] },
      });
    });

    it('enriches the messages of a subscription through Hive', async () => {
      const messages = hive.subscribe(
        `subscription { changed: ${fieldPrefix}changed(ids: ["${patch}"]) { cursor gaps { reason } node { __typename ... on ${typePrefix}Patch { name tickets { key } } } } }`,
      );
      const { value } = await messages.next();
      await messages.return();
      expect(value).toMatchObject({
        data: {
          changed: {
            gaps: [],
            node: {
              __typename: `${typePrefix}Patch`,
              name: 'lid: newest of kettle',
              tickets: [{ key: 'T-1' }],
            },
          },
        },
      });
    });
  },
);
