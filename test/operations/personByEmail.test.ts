import { beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const NAMES = ['aurora', 'basalt', 'cedar'];

interface Found {
  readonly person: {
    readonly name: string | null;
    readonly email: string;
    readonly instance: { readonly name: string };
    readonly accounts: readonly { readonly instance: { readonly name: string } }[] | null;
    readonly patches: Mails;
    readonly covers: Mails;
  } | null;
}

interface Mails {
  readonly totalCount: number | null;
  readonly nodes: readonly {
    readonly id: string;
    readonly date: string;
    readonly submitter: { readonly email: string };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly sources: readonly { readonly instance: string; readonly status: string }[];
}

const MAILS = `totalCount nodes { id date submitter { email } }
  pageInfo { hasNextPage endCursor } sources { instance status }`;

const PERSON = `query ($email: EmailAddress!, $first: Int = 250, $after: String) {
  person(email: $email) {
    name email instance { name }
    accounts { instance { name } }
    patches(first: $first, after: $after) { ${MAILS} }
    covers { ${MAILS} }
  }
}`;

function mailsFrom(store: SampleStore, address: string): { patches: number; covers: number } {
  const ids = store.people.rows
    .filter(({ email }) => email.toLowerCase() === address.toLowerCase())
    .map(({ id }) => id);
  return {
    patches: store.patches.rows.filter(({ submitter }) => ids.includes(submitter)).length,
    covers: store.covers.rows.filter(({ submitter }) => ids.includes(submitter)).length,
  };
}

describe('person(email:)', () => {
  let gateway: TestGateway;
  /** An address known to all instances. */
  let everywhere: string;
  /** An address known only to the last instance. */
  let cedarOnly: string;

  async function start(faults?: Faults): Promise<void> {
    gateway = await startTestGateway({
      instances: NAMES.map((name) => ({
        name,
        state: demoState(name),
        ...(name === 'basalt' && faults !== undefined && { faults }),
      })),
    });
  }

  beforeEach(async () => {
    await start();
    const addresses = gateway.server('cedar').store.people.rows.map(({ email }) => email);
    const knownBy = (address: string): string[] =>
      NAMES.filter((name) => mailsFrom(gateway.server(name).store, address).patches > 0);
    everywhere = addresses.find((address) => knownBy(address).length === 3) ?? '';
    cedarOnly = addresses.find((address) => knownBy(address).join() === 'cedar') ?? '';
    return () => gateway.close();
  });

  it('combines an address over all instances without a token, with 1 request each', async () => {
    const query =
      'query ($email: EmailAddress!) { person(email: $email) { email accounts { instance { name } } } }';
    const { person } = await gateway.data<Found>(query, {
      variables: { email: everywhere.toUpperCase() },
    });
    expect(person?.email).toBe(everywhere);
    expect(person?.accounts?.map(({ instance }) => instance.name)).toEqual(NAMES);
    for (const name of NAMES) {
      expect(gateway.requests(name)).toEqual([
        `/patches/?submitter=${encodeURIComponent(everywhere.toUpperCase())}&per_page=1`,
      ]);
    }
  });

  it('returns patches and covers of all instances, newest first', async () => {
    const { person } = await gateway.data<Found>(PERSON, { variables: { email: everywhere } });
    const sent = NAMES.map((name) => mailsFrom(gateway.server(name).store, everywhere));
    const patches = sent.reduce((sum, each) => sum + each.patches, 0);
    const covers = sent.reduce((sum, each) => sum + each.covers, 0);
    expect(person?.patches.totalCount).toBe(patches);
    expect(person?.patches.nodes).toHaveLength(patches);
    expect(person?.covers.totalCount).toBe(covers);
    expect(new Set(person?.patches.nodes.map(({ submitter }) => submitter.email))).toEqual(
      new Set([everywhere]),
    );
    const dates = person?.patches.nodes.map(({ date }) => date) ?? [];
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it('continues with the next page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const found: Found = await gateway.data(PERSON, {
        variables: { email: everywhere, first: 3, after },
      });
      seen.push(...(found.person?.patches.nodes.map(({ id }) => id) ?? []));
      after =
        found.person?.patches.pageInfo.hasNextPage === true
          ? found.person.patches.pageInfo.endCursor
          : null;
    } while (after !== null);
    const sent = NAMES.map((name) => mailsFrom(gateway.server(name).store, everywhere).patches);
    expect(seen).toHaveLength(sent.reduce((sum, count) => sum + count, 0));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is the person of the first instance that knows it, and requests no mails of others', async () => {
    const { person } = await gateway.data<Found>(PERSON, { variables: { email: cedarOnly } });
    expect(person?.instance.name).toBe('cedar');
    expect(person?.accounts).toHaveLength(1);
    expect(person?.patches.sources.map(({ instance, status }) => [instance, status])).toEqual(
      NAMES.map((name) => [name, name === 'cedar' ? 'OK' : 'SKIPPED']),
    );
    // One request for patches and one for covers.
    expect(gateway.requests('aurora')).toHaveLength(2);
  });

  it('keeps the lists of a plain person on its instance, and combines it through accounts', async () => {
    const query = `query ($address: String!) {
      patches(instances: ["cedar"], first: 250, filter: { submitter: [$address] }) {
        nodes {
          submitter {
            accounts { instance { name } }
            patches { sources { instance } }
            covers { sources { instance } }
          }
        }
      }
    }`;
    const { patches } = await gateway.data<{
      patches: { nodes: { submitter: { accounts: unknown; patches: unknown; covers: unknown } }[] };
    }>(query, { variables: { address: everywhere } });
    expect(patches.nodes[0]?.submitter).toEqual({
      accounts: NAMES.map((name) => ({ instance: { name } })),
      patches: { sources: [{ instance: 'cedar' }] },
      covers: { sources: [{ instance: 'cedar' }] },
    });
  });

  it('is null if no instance knows the address', async () => {
    const { person } = await gateway.data<Found>(PERSON, {
      variables: { email: 'nobody@nowhere.example' },
    });
    expect(person).toBeNull();
  });

  it('reports on accounts, and on the lists, that an instance failed', async () => {
    await gateway.close();
    const faults = createFaults();
    faults.add({ fault: { kind: 'status', status: 503 }, path: 'submitter=' });
    await start(faults);
    const { data, errors } = await gateway.ask<Found>(PERSON, { variables: { email: everywhere } });
    expect(data.person?.accounts).toBeNull();
    expect(data.person?.patches.nodes.length).toBeGreaterThan(0);
    expect(data.person?.patches.sources.map(({ status }) => status)).toEqual([
      'OK',
      'FAILED',
      'OK',
    ]);
    expect(data.person?.patches.pageInfo.hasNextPage).toBe(true);
    expect(errors?.map(({ path }) => path?.join('.'))).toContain('person.accounts');
  });

  it('fails if no instance knows the address and one failed', async () => {
    await gateway.close();
    const faults = createFaults();
    faults.add({ fault: { kind: 'status', status: 503 }, path: 'submitter=' });
    await start(faults);
    const { data, errors } = await gateway.ask<Found>(PERSON, {
      variables: { email: 'nobody@nowhere.example' },
    });
    expect(data.person).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ instance: 'basalt' });
  });

  it.each([
    'person { name }',
    'person(instance: "cedar") { name }',
    'person(databaseId: 1) { name }',
    'person(instance: "cedar", databaseId: 1, email: "a@b.example") { name }',
    'person(instance: "cedar", email: "a@b.example") { name }',
    'person(email: "17") { name }',
    'person(email: "Jane <jane@example.org>") { name }',
  ])('refuses %s', async (selection) => {
    const { errors } = await gateway.ask(`{ ${selection} }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(NAMES.flatMap((name) => gateway.requests(name))).toEqual([]);
  });
});
