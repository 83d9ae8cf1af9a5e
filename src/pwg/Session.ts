import type { Answer, AnswerError, Door, Variables } from './door/Door.js';
import { listOf, objectOf, textAt, valueAt, type Json, type JsonObject } from './json.js';
import { faultText } from './output/faultText.js';
import type { TableStyle } from './output/formatTable.js';
import { plainJson, plainLine, plainText } from './output/plainText.js';
import type { PwgIo } from './PwgIo.js';
import { EXIT, PwgError, usageError, type ExitCode } from './PwgError.js';
import { connect, type Connection, type ConnectionFlags } from './settings/connect.js';

/** Flags of every command that queries the graph. */
export interface CommonFlags extends ConnectionFlags {
  /** Names of instances. */
  readonly instance?: readonly string[];
  readonly project?: readonly string[];
  /** Names of fields; true without any. */
  readonly json?: string | true;
  readonly csv?: string | true;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** Width of tables that are written to a file or pipe. */
const UNLIMITED = undefined;

/** One run of a command: the graph it queries, its output, and whether the answer was complete. */
export class Session {
  readonly io: PwgIo;
  readonly flags: CommonFlags;
  readonly connection: Connection;
  /** Selection that reports whether a list is complete. */
  readonly sources = 'sources { instance status error { code message } warnings { code message } }';
  #warnings = new Set<string>();
  #earlierWarnings: ReadonlySet<string> = new Set();
  #isPartial = false;
  #hasResult = false;
  #upstreamRequests = 0;

  static async open(io: PwgIo, flags: CommonFlags): Promise<Session> {
    return new Session(io, flags, await connect(io, flags));
  }

  private constructor(io: PwgIo, flags: CommonFlags, connection: Connection) {
    this.io = io;
    this.flags = flags;
    this.connection = connection;
  }

  get door(): Door {
    return this.connection.door;
  }

  get style(): TableStyle {
    const { stdout, environment } = this.io;
    const isTerminal = stdout.isTTY === true;
    const noColor = (environment['NO_COLOR'] ?? '') !== '' || this.flags.color === false;
    return {
      width: isTerminal ? (stdout.columns ?? 80) : UNLIMITED,
      hasColor: isTerminal && !noColor && environment['TERM'] !== 'dumb',
    };
  }

  /** Instances that `--instance` names; undefined: all. */
  get instances(): readonly string[] | undefined {
    return this.flags.instance;
  }

  /** Projects to which lists are limited; undefined: all. */
  get projects(): readonly string[] | undefined {
    const { project } = this.connection;
    const projects = this.flags.project ?? (project === undefined ? this.#ownProjects : [project]);
    if (projects.length === 0 || projects.includes('*')) return undefined;
    if (this.flags.project !== undefined || this.instances === undefined) return projects;
    // A project in the settings must not empty the list of another instance.
    const own = projects.filter(
      (name) => !name.includes('/') || this.instances?.includes(name.split('/')[0] ?? '') === true,
    );
    return own.length === 0 ? undefined : own;
  }

  /** The default projects of the queried instances; none if an instance without one would have no rows then. */
  get #ownProjects(): readonly string[] {
    const { ownProjects, servers } = this.connection;
    const names = this.instances ?? servers.map(({ name }) => name);
    if (!names.every((name) => ownProjects.has(name))) return [];
    return names.map((name) => `${name}/${ownProjects.get(name) ?? ''}`);
  }

  get instancesArgument(): string {
    return this.instances === undefined ? '' : ', instances: $instances';
  }

  instancesDeclaration(roots: readonly string[]): readonly string[] {
    return roots.some((root) => root.includes('$instances')) ? ['$instances: [String!]'] : [];
  }

  instancesVariable(roots: readonly string[]): Variables {
    return roots.some((root) => root.includes('$instances')) ? { instances: this.instances } : {};
  }

  /** The instance of a reference that is only a number. @throws PwgError if it is unknown. */
  async requireInstance(reference: string): Promise<string> {
    const [only, ...others] = this.instances ?? [];
    if (only !== undefined && others.length === 0) return only;
    const known = others.length > 0 ? undefined : await this.connection.defaultInstance();
    if (known !== undefined) return known;
    throw usageError(
      `"${reference}" is a number, and its instance is unknown; add -i INSTANCE, write INSTANCE/${reference}, or set "instance" in pwg.yml`,
    );
  }

  /**
   * Sends an operation, and reports missing parts of its answer.
   *
   * @returns its data; an empty object if it has none, after the errors are reported.
   * @throws PwgError for an operation that was refused as a whole because of its arguments.
   */
  async query(document: string, variables: Variables = {}): Promise<JsonObject> {
    return this.take(await this.door.request(document, variables));
  }

  /**
   * Reports missing parts of an answer.
   *
   * @param isContinued whether the next page is read, so that what the gateway left to it is not missing.
   * @returns its data.
   */
  take(answer: Answer, { isContinued = false } = {}): JsonObject {
    this.#upstreamRequests += answer.upstreamRequests;
    const { data, errors } = answer;
    const isEmpty = data === null || Object.values(data).every((value) => value === null);
    if (isEmpty && errors.length > 0) {
      const isUsage = errors.every(({ code }) => code === 'BAD_USER_INPUT');
      // With its lines: an error of a search shows the query, and marks the place below it.
      if (isUsage) throw usageError([...new Set(errors.map(({ message }) => message))].join('\n'));
      throw new PwgError(messagesOf(errors).join('\n'));
    }
    for (const message of messagesOf(errors)) this.reportPartial(message);
    for (const value of Object.values(data ?? {})) this.#takeSources(value, isContinued);
    return data ?? {};
  }

  #takeSources(root: Json, isContinued: boolean): void {
    for (const source of listOf(valueAt(root, 'sources'))) {
      const instance = textAt(source, 'instance');
      const status = textAt(source, 'status');
      if (isContinued && isLeftToNextPage(source)) continue;
      const message = withoutPrefix(
        faultText({
          message: textAt(source, 'error.message'),
          code: textAt(source, 'error.code'),
          instance,
        }),
        instance,
      );
      if (status === 'STALE') this.warn(`${instance}: this answer is stale: ${message}`);
      else if (['FAILED', 'TIMED_OUT', 'PARTIAL'].includes(status) || message !== '') {
        const saysSo = status !== 'PARTIAL' && message.startsWith('no answer');
        const outcome = saysSo ? '' : status === 'PARTIAL' ? 'only a part: ' : 'no answer: ';
        this.reportPartial(`${instance}: ${outcome}${message || status.toLowerCase()}`);
      }
      for (const warning of listOf(valueAt(source, 'warnings'))) {
        this.warn(withName(textAt(warning, 'message'), instance));
      }
    }
  }

  /** Records that there is something to show. */
  noteResult(): void {
    this.#hasResult = true;
  }

  /** Records that a part is missing. */
  reportPartial(message: string): void {
    this.#isPartial = true;
    this.warn(message);
  }

  /** Records that a part is missing, and writes the warning even if it was written before. */
  reportAgain(message: string): void {
    this.#isPartial = true;
    this.note(`warning: ${message}`);
  }

  /** Reports that an object does not exist or is not visible. */
  reportMissing(reference: string): void {
    this.reportPartial(`${reference}: not found, or not visible to you`);
  }

  /** Writes a warning to standard error, each one only once. */
  warn(message: string): void {
    const line = `warning: ${plainLine(message)}\n`;
    if (this.#warnings.has(line)) return;
    this.#warnings.add(line);
    if (!this.#earlierWarnings.has(line)) this.io.stderr.write(line);
  }

  /**
   * Starts a round of a command that runs until it is interrupted: a warning is written again if the round before
   * did not have it.
   */
  startRound(): void {
    this.#earlierWarnings = this.#warnings;
    this.#warnings = new Set();
  }

  /** Writes a remark to standard error. */
  note(message: string): void {
    this.io.stderr.write(`${plainLine(message)}\n`);
  }

  print(text: string): void {
    this.io.stdout.write(text);
  }

  printJson(value: Json): void {
    this.print(`${plainJson(value, 2)}\n`);
  }

  /** Prints the text of mails: unchanged to a file or pipe, and without control characters on a terminal. */
  printForeign(text: string): void {
    this.print(this.io.stdout.isTTY === true ? plainText(text) : text);
  }

  get exitCode(): ExitCode {
    if (!this.#isPartial) return EXIT.whole;
    return this.#hasResult ? EXIT.partial : EXIT.failed;
  }

  async close(): Promise<void> {
    if (this.flags.verbose === true) {
      this.note(`${String(this.#upstreamRequests)} upstream requests`);
    }
    await this.door.close();
  }
}

/** Whether a page ended at `limits.scanRows` or the budget of requests: the next one goes on from there. */
function isLeftToNextPage(source: Json): boolean {
  return (
    textAt(source, 'status') === 'PARTIAL' && textAt(source, 'error.code') === 'QUERY_TOO_EXPENSIVE'
  );
}

/** Each message once. */
function messagesOf(errors: readonly AnswerError[]): readonly string[] {
  return [...new Set(errors.map(faultText))];
}

/** A message that says which instance it is about: some begin with the name, as a prefix or as the subject. */
function withName(message: string, instance: string): string {
  return /^[: ]/.test(message.slice(instance.length)) && message.startsWith(instance)
    ? message
    : `${instance}: ${message}`;
}

/** Most messages already name their instance. */
function withoutPrefix(message: string, instance: string): string {
  return message.startsWith(`${instance}: `) ? message.slice(instance.length + 2) : message;
}

/** The object of a root field. */
export function rootOf(data: JsonObject, name: string): JsonObject {
  return objectOf(data[name]);
}
