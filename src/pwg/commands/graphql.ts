import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { objectOf, parseJson, type Json } from '../json.js';
import { EXIT, usageError, type ExitCode } from '../PwgError.js';
import type { Session } from '../Session.js';

/** Flags of `pwg graphql`. */
export interface GraphqlFlags {
  /** `name=value`; the value is JSON, or otherwise text. */
  readonly field?: readonly string[];
  /** File with the variables as JSON. */
  readonly variables?: string;
}

/** `pwg graphql`: sends a document, and prints the answer unchanged. */
export async function graphql(
  session: Session,
  file: string,
  flags: GraphqlFlags,
): Promise<ExitCode> {
  const document = file === '-' ? await session.io.readInput() : readText(session, file);
  const variables = {
    ...(flags.variables !== undefined && readVariables(session, flags.variables)),
    ...Object.fromEntries((flags.field ?? []).map(readField)),
  };
  const answer = await session.door.request(document, variables);
  const { extensions: _report, ...content } = answer.content;
  session.printJson(content);
  if (answer.data === null) return EXIT.failed;
  return answer.errors.length === 0 ? EXIT.whole : EXIT.partial;
}

function readText(session: Session, file: string): string {
  try {
    return readFileSync(resolve(session.io.directory, file), 'utf8');
  } catch (error) {
    throw usageError(
      `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readVariables(session: Session, file: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(parseJson(readText(session, file)));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw usageError(`${file}: is not valid JSON: ${error.message}`);
    throw error;
  }
}

function readField(text: string): readonly [string, Json] {
  const end = text.indexOf('=');
  if (end < 1) throw usageError(`--field: "${text}" does not have the form NAME=VALUE`);
  const value = text.slice(end + 1);
  try {
    return [text.slice(0, end), parseJson(value)];
  } catch {
    return [text.slice(0, end), value];
  }
}
