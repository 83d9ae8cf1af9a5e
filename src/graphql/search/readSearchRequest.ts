import { BadUserInputError } from '../../errors.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { isOfInstance, parseResourceUrl } from '../../patchwork/resourceUrl.js';
import {
  leavesOf,
  type LookupTerm,
  type ParsedQuery,
  type PlainTerm,
} from '../../search/ParsedQuery.js';
import { parseSearchQuery } from '../../search/parseSearchQuery.js';
import { searchError } from '../../search/searchError.js';
import type { Gateway, RequestContext } from '../context.js';
import { emptyListIn } from '../../catalog/lists/emptyLists.js';
import { clientOf, clientsOf } from '../instances.js';
import { readIndexScope, type IndexScope } from './IndexScope.js';
import { narrowTypes, typesOn } from './narrowTypes.js';
import type { SearchType } from './searchTypes.js';
import { splitTerms } from './splitTerms.js';
import { termsOn } from './termsOn.js';

/** Search request of a client. */
export interface SearchArgs {
  readonly query: string;
  readonly types?: readonly SearchType[] | null | undefined;
  readonly instances?: readonly string[] | null | undefined;
  readonly requireComplete?: boolean | null | undefined;
}

/** A search as it was understood. */
export interface SearchRequest {
  readonly parsed: ParsedQuery;
  readonly types: readonly SearchType[];
  /** In the order of the configuration. */
  readonly clients: readonly PatchworkClient[];
  /** Something pasted that names its object itself. */
  readonly lookup: LookupTerm | undefined;
  /** All other terms. */
  readonly terms: readonly PlainTerm[];
  /** Determines once the coverage of the index for the query on an instance. */
  readonly scopeOf: (
    client: PatchworkClient,
    terms: readonly PlainTerm[],
    context: RequestContext,
  ) => () => Promise<IndexScope | null>;
  /** Whether an incomplete answer is an error. */
  readonly requireComplete: boolean;
  /** The argument that is an empty list, so that nothing is looked for. */
  readonly emptyList: string | undefined;
}

/**
 * Reads a search request.
 *
 * @param now for relative dates.
 * @throws BadUserInputError with the position of a term that is invalid or unsupported.
 */
export function readSearchRequest(args: SearchArgs, gateway: Gateway, now: Date): SearchRequest {
  const instances = [...gateway.clients.keys()];
  const asked = clientsOf(gateway, args.instances);
  const parsed = parseSearchQuery(args.query, { now, instances });
  const types = narrowTypes(parsed, args.types);
  const emptyList = emptyListIn(args);
  const terms: PlainTerm[] = [];
  let lookup: LookupTerm | undefined;
  for (const term of parsed.terms) {
    if (term.kind !== 'lookup') terms.push(term);
    else if (lookup === undefined) lookup = term;
    else {
      throw searchError(parsed.text, term.position, {
        problem: 'This is the second pasted object',
        advice: 'search for one at a time, or use nodes(ids:) or message(messageId:)',
      });
    }
  }
  refuseReads(parsed);
  const scopeOf = sharedScopes();
  const requireComplete = args.requireComplete === true;
  if (emptyList !== undefined) {
    return { parsed, types, clients: asked, lookup, terms, scopeOf, requireComplete, emptyList };
  }
  const named = narrowInstances(parsed, asked, types);
  const clients = lookup?.lookup === 'url' ? ownerOf(parsed, lookup, gateway, named) : named;
  return { parsed, types, clients, lookup, terms, scopeOf, requireComplete, emptyList };
}

/** Terms that require a read of each row cannot be alternatives. */
function refuseReads({ text, terms }: ParsedQuery): void {
  for (const group of terms) {
    if (group.kind !== 'group') continue;
    for (const term of leavesOf(group)) {
      if (splitTerms([term]).review.length > 0) {
        throw searchError(text, term.position, {
          problem: 'This term cannot be an alternative of OR, because it must be read for each row',
          advice: 'write it outside of the parentheses; for paths write dfn:',
        });
      }
    }
  }
}

function sharedScopes(): SearchRequest['scopeOf'] {
  const found = new Map<PatchworkClient, Promise<IndexScope | null>>();
  return (client, terms, context) => () => {
    const known = found.get(client) ?? readIndexScope(client, terms, context);
    found.set(client, known);
    return known;
  };
}

/** The instances on which `instance:`, `-instance:` and `project:instance/name` leave some of the types. */
function narrowInstances(
  { text, terms }: ParsedQuery,
  asked: readonly PatchworkClient[],
  types: readonly SearchType[],
): readonly PatchworkClient[] {
  let clients = asked;
  const read: PlainTerm[] = [];
  for (const term of terms) {
    if (term.kind === 'lookup') continue;
    read.push(term);
    const left = clients.filter(({ name }) => {
      const own = termsOn(name, read);
      return own !== null && typesOn(own, types).length > 0;
    });
    if (left.length === 0) {
      throw searchError(text, term.position, {
        problem: 'This excludes all instances',
        advice: `remove it, or include one of ${clients.map(({ name }) => name).join(', ')}`,
      });
    }
    clients = left;
  }
  return clients;
}

/** The one instance that an address belongs to; all for one of none. */
function ownerOf(
  { text }: ParsedQuery,
  { value, position }: Extract<LookupTerm, { readonly lookup: 'url' }>,
  gateway: Gateway,
  clients: readonly PatchworkClient[],
): readonly PatchworkClient[] {
  const known = [...gateway.clients.values()].map(({ name, options: { url } }) => ({ name, url }));
  let instance: string;
  // Otherwise it may be an archive's, which the projects of the instances state.
  if (URL.canParse(value) && !isOfInstance(value, known)) return clients;
  try {
    ({ instance } = parseResourceUrl(value, known));
  } catch (error) {
    if (!(error instanceof BadUserInputError)) throw error;
    throw searchError(text, position, {
      problem: error.message,
      advice: 'quote it to search for it as text',
    });
  }
  const owner = clientOf(gateway, instance);
  if (clients.includes(owner)) return [owner];
  throw searchError(text, position, {
    problem: `This is a URL of ${instance}, but the search is limited to ${clients.map(({ name }) => name).join(', ')}`,
    advice: 'remove it, or include the instance in "instances" and instance:',
  });
}
