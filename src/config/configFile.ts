import { readFileSync, statSync } from 'node:fs';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { ConfigFault } from './ConfigError.js';
import { formatPath, type ConfigPath } from './configPath.js';
import { interpolate, type Environment } from './interpolate.js';

/** A configuration file with the places of its values. */
export interface ConfigFile {
  /** The content with `${VAR}` replaced; not yet checked against the schema. */
  readonly content: unknown;
  readonly faults: readonly ConfigFault[];
  /** `gateway.yml:7:3` of the value at the path, or of the nearest mapping around it. */
  positionOf(path: ConfigPath): string;
  /** The text of the value before `${VAR}` was replaced, where it was. */
  templateOf(path: ConfigPath): string | undefined;
}

/** Reads a YAML file; errors of reading and parsing are returned as faults, nothing is thrown. */
export function readConfigFile(fileName: string, environment: Environment): ConfigFile {
  let text: string;
  try {
    const { size } = statSync(fileName);
    if (size > MAX_FILE_BYTES) return unreadable(fileName, `has ${String(size)} bytes`, TOO_LONG);
    text = readFileSync(fileName, 'utf8');
  } catch (error) {
    return unreadable(fileName, readFailure(error), 'a readable YAML file');
  }
  return parseConfigFile(text, fileName, environment);
}

/** Parsing takes 30 times the memory of the text. */
const MAX_FILE_BYTES = 1024 * 1024;
const TOO_LONG = 'a YAML file of 1 MiB at most';

function unreadable(path: string, problem: string, remedy: string): ConfigFile {
  return { ...emptyConfigFile(), faults: [{ path, problem, remedy }] };
}

/** Used in place of the file when there is none. */
export function emptyConfigFile(): ConfigFile {
  return { content: {}, faults: [], positionOf: () => '', templateOf: () => undefined };
}

function parseConfigFile(text: string, fileName: string, environment: Environment): ConfigFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const positionAt = (offset: number): string => {
    const { line, col } = lineCounter.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
  const positionOf = (path: ConfigPath): string => positionAt(offsetOf(document, path));

  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      path: 'the file',
      position: positionAt(error.pos[0]),
      problem: `cannot be parsed: ${error.message}`,
      remedy: 'valid YAML',
    }));
    return { ...emptyConfigFile(), faults };
  }

  const variables = new VariableReplacer(document, environment, positionOf);
  variables.replace(document.contents, []);
  const content: unknown = document.toJS() ?? {};
  const { faults, templates } = variables;
  return { content, faults, positionOf, templateOf: (path) => templates.get(formatPath(path)) };
}

/** Replaces variables in the values of a document, and stores the original texts. */
class VariableReplacer {
  readonly faults: ConfigFault[] = [];
  /** Values as they were written, by path, where a variable was replaced. */
  readonly templates = new Map<string, string>();
  readonly #templatesOf = new Map<unknown, string>();

  readonly #document: Document;
  readonly #environment: Environment;
  readonly #positionOf: (path: ConfigPath) => string;

  constructor(
    document: Document,
    environment: Environment,
    positionOf: (path: ConfigPath) => string,
  ) {
    this.#document = document;
    this.#environment = environment;
    this.#positionOf = positionOf;
  }

  replace(node: unknown, path: ConfigPath): void {
    if (isMap(node)) {
      for (const { key, value } of node.items) this.replace(value, [...path, keyName(key)]);
    } else if (isAlias(node)) {
      // The value of the YAML anchor; a variable in it is one here too.
      const anchored = node.resolve(this.#document);
      if (anchored !== undefined) this.#copyTemplates(anchored, path);
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) this.replace(item, [...path, index]);
    } else if (isScalar(node) && typeof node.value === 'string') {
      const { text: replaced, problems } = interpolate(node.value, this.#environment);
      if (replaced !== node.value) {
        this.templates.set(formatPath(path), node.value);
        this.#templatesOf.set(node, node.value);
      }
      node.value = replaced;
      for (const { problem, remedy } of problems) {
        const position = this.#positionOf(path);
        this.faults.push({ path: formatPath(path), position, problem, remedy });
      }
    }
  }

  #copyTemplates(node: unknown, path: ConfigPath): void {
    if (isMap(node)) {
      for (const { key, value } of node.items) this.#copyTemplates(value, [...path, keyName(key)]);
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) this.#copyTemplates(item, [...path, index]);
    } else {
      const template = this.#templatesOf.get(node);
      if (template !== undefined) this.templates.set(formatPath(path), template);
    }
  }
}

function offsetOf(document: Document, path: ConfigPath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyName(key) === String(step));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}

function keyName(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  return `cannot be read (${typeof code === 'string' ? code : String(error)})`;
}
