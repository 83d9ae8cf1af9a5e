import { kindOf } from '../fields/kinds.js';
import { selectionOf, type Kind } from '../fields/Field.js';
import { listOf, textAt, valueAt, type Json, type JsonObject } from '../json.js';
import { objectOf } from '../json.js';
import type { Session } from '../Session.js';
import { usageError } from '../PwgError.js';
import type { Reference } from './Reference.js';

/** The objects that a reference refers to. */
export interface Found {
  readonly reference: Reference;
  /** Empty if it does not exist or is not visible; several for a Message-ID that was posted several times. */
  readonly nodes: readonly JsonObject[];
}

/** The objects to find, and their fields. */
export interface LookUpRequest {
  readonly references: readonly Reference[];
  /** Permitted kinds; objects of other kinds are reported as not found. */
  readonly kinds: readonly Kind[];
  /** Names of the fields to select, by kind; those that a kind lacks are skipped. Default: none. */
  readonly fieldsOf?: (kind: Kind) => readonly string[];
  /** Additional selections, by the name of the type. */
  readonly extra?: Readonly<Partial<Record<Kind['typeName'], string>>>;
}

/** Fields that identify an object of any kind. */
const IDENTITY = ['id', 'instance', 'number'] as const;

/** Looks up any number of objects with one request. A reference that finds nothing is reported. */
export async function lookUp(
  session: Session,
  { references, kinds, fieldsOf = () => [], extra = {} }: LookUpRequest,
): Promise<readonly Found[]> {
  const select = (kind: Kind): string =>
    `${selectionOf(kind, [...IDENTITY, ...fieldsOf(kind)])} ${extra[kind.typeName] ?? ''}`;
  const declarations: string[] = [];
  const roots: string[] = [];
  const variables: Record<string, unknown> = {};
  for (const [index, reference] of references.entries()) {
    const key = String(index);
    if (reference.kind === 'number') {
      const kind = kinds.find(({ typeName }) => typeName.toLowerCase() === reference.type);
      if (kind === undefined) throw wrongType(reference, kinds);
      declarations.push(`$i${key}: String!, $n${key}: Int!`);
      variables[`i${key}`] = reference.instance ?? (await session.requireInstance(reference.text));
      variables[`n${key}`] = reference.number;
      roots.push(
        `r${key}: ${reference.type}(instance: $i${key}, databaseId: $n${key}) { ${select(kind)} }`,
      );
    } else if (reference.kind === 'url') {
      declarations.push(`$u${key}: String!`);
      variables[`u${key}`] = reference.url;
      roots.push(`r${key}: resource(url: $u${key}) { __typename ${fragments(kinds, select)} }`);
    } else {
      declarations.push(`$m${key}: MessageID!`);
      variables[`m${key}`] = reference.messageId;
      const mails = kinds.filter(({ typeName }) => ['Patch', 'Cover'].includes(typeName));
      roots.push(
        `r${key}: message(messageId: $m${key}${session.instancesArgument}) { occurrences { __typename ${fragments(mails, select)} } ${session.sources} }`,
      );
    }
  }
  Object.assign(variables, session.instancesVariable(roots));
  const declared = [...declarations, ...session.instancesDeclaration(roots)].join(', ');
  const data = await session.query(`query LookUp(${declared}) { ${roots.join(' ')} }`, variables);
  return references.map((reference, index) => {
    const nodes = nodesOf(valueAt(data, `r${String(index)}`)).filter((node) => kindOf(node, kinds));
    if (nodes.length === 0) session.reportMissing(reference.text);
    return { reference, nodes };
  });
}

function fragments(kinds: readonly Kind[], select: (kind: Kind) => string): string {
  return kinds.map((kind) => `... on ${kind.typeName} { ${select(kind)} }`).join(' ');
}

function nodesOf(root: Json): readonly JsonObject[] {
  if (root === null) return [];
  const occurrences = valueAt(root, 'occurrences');
  return occurrences === null ? [objectOf(root)] : listOf(occurrences).map(objectOf);
}

function wrongType(reference: Reference, kinds: readonly Kind[]): Error {
  const names = kinds.map(({ typeName }) => typeName.toLowerCase()).join(', ');
  return usageError(`"${reference.text}": this command accepts ${names}`);
}

/** `kernel/series/45`, for messages and tables. */
export function nameOf(node: JsonObject): string {
  return `${textAt(node, 'instance.name')}/${textAt(node, '__typename').toLowerCase()}/${textAt(node, 'databaseId')}`;
}
