import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, visit, type DocumentNode } from 'graphql';
import { PROGRAM_FOLDER } from '../programFolder.js';

/** The folder of the contract. */
const FOLDER = new URL('../schema/', PROGRAM_FOLDER);
/** Directives for the gateway itself, and the types that only they use. */
const INTERNAL_FILE = 'directives.graphql';

/** The contract, without the positions of its nodes, which would take a third of its memory. */
export interface ContractDocuments {
  /** As the gateway reads it, with its own directives. */
  readonly annotated: DocumentNode;
  /** As clients see it. */
  readonly shown: DocumentNode;
}

/** Parses the contract once for both of its forms. */
export function readContract(): ContractDocuments {
  const own = parse(readFile(INTERNAL_FILE), { noLocation: true });
  const all = parse(joinFiles(publicFiles()), { noLocation: true });
  const internal = directiveNames(own);
  const shown = visit(all, {
    Directive: ({ name }) => (internal.has(name.value) ? null : undefined),
  });
  return { annotated: { ...all, definitions: [...own.definitions, ...all.definitions] }, shown };
}

/** The contract as clients see it: costs are stated in the descriptions, without directives of ours. */
export function readSdl(): string {
  const internal = directiveNames(parse(readFile(INTERNAL_FILE)));
  const sdl = joinFiles(publicFiles());
  let text = '';
  let end = 0;
  visit(parse(sdl), {
    Directive: ({ name, loc }) => {
      if (loc === undefined || !internal.has(name.value)) return;
      text += sdl.slice(end, loc.start).trimEnd();
      end = loc.end;
    },
  });
  return text + sdl.slice(end);
}

function directiveNames({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((one) => (one.kind === Kind.DIRECTIVE_DEFINITION ? [one.name.value] : [])),
  );
}

function publicFiles(): readonly string[] {
  return readFileNames().filter((name) => name !== INTERNAL_FILE);
}

function readFileNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort();
}

function readFile(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8').trim();
}

function joinFiles(names: readonly string[]): string {
  return names.map(readFile).join('\n\n').concat('\n');
}
