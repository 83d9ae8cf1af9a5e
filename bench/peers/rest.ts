import { z } from 'zod';
import { API_VERSION, INSTANCES, TOKEN, type InstanceName } from '../sampleData.js';

/** Parameters of a list of the REST API. */
export type ListParameters = Readonly<Record<string, string | number | null | undefined>>;

/** Headers of every request to a Patchwork server. */
export const REST_HEADERS = { authorization: `Token ${TOKEN}` };

/** The variable that contains the URLs of the sample servers. */
export const UPSTREAMS_VARIABLE = 'BENCH_UPSTREAMS';

/** Lists are ordered by id as well, so that rows of the same second have a fixed order. */
export const NEWEST_FIRST = '-date,-id';

const addressesSchema = z.record(z.enum(INSTANCES), z.string());

/** The URL of each instance's REST API, with a trailing slash. */
export function readAddresses(): Readonly<Record<InstanceName, string>> {
  const urls = addressesSchema.parse(JSON.parse(process.env[UPSTREAMS_VARIABLE] ?? '{}'));
  const api = (name: InstanceName): string => `${urls[name]}/api/${API_VERSION}/`;
  return { a: api('a'), b: api('b'), c: api('c') };
}

/** `patches/?project=proj1&per_page=100`. */
export function listPath(resource: string, parameters: ListParameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value != null) query.set(name, String(value));
  }
  return `${resource}/?${query.toString()}`;
}

interface Named {
  readonly name: string | null;
}

/** The parts of REST answers that the peers use. */
export interface RestPerson extends Named {
  readonly id: number;
  readonly email: string;
  readonly user: { readonly username: string } | null;
}
export interface RestProject {
  readonly id: number;
  readonly name: string;
  readonly link_name: string;
  readonly maintainers: readonly { readonly username: string }[];
}
export interface RestSeries extends Named {
  readonly id: number;
  readonly submitter: RestPerson;
  readonly date: string;
  readonly version: number;
  readonly total: number;
  readonly received_total: number;
  readonly cover_letter: { readonly id: number; readonly name: string } | null;
  readonly patches: readonly { readonly id: number; readonly name: string }[];
}
export interface RestPatch {
  readonly id: number;
  readonly msgid: string;
  readonly date: string;
  readonly content: string;
  readonly name: string;
  readonly state: string;
  readonly check: string;
  readonly submitter: RestPerson;
  readonly project: RestProject;
  readonly series: readonly RestSeries[];
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly diff: string | null;
}
export interface RestComment {
  readonly id: number;
  readonly msgid: string;
  readonly date: string;
  readonly content: string;
  readonly submitter: RestPerson;
  readonly headers: RestPatch['headers'];
}
export interface RestCheck {
  readonly id: number;
  readonly date: string;
  readonly user: { readonly id: number };
  readonly context: string;
  readonly state: string;
}
