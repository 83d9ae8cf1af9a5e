import { readFileSync } from 'node:fs';
import type { SampleState } from '../../../../src/sample/server/SampleState.js';

/** The recorded servers, by the name of their files. */
export const recordedServers = ['v2.2', 'v3.1', 'v3.2', 'v-main'] as const;

export type RecordedServer = (typeof recordedServers)[number];

/** One line of a recording; see test/recordings/README.md. */
export interface Recording {
  readonly name: string;
  readonly phase: 'read' | 'write';
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly ids?: readonly number[];
  };
  readonly clock?: string;
  readonly volatile?: readonly string[];
  readonly ties?: true;
}

const folder = new URL('../../../recordings/', import.meta.url);

/** Reads every line of a server's recording. */
export function readRecordings(server: RecordedServer): readonly Recording[] {
  const text = readFileSync(new URL(`${server}.jsonl`, folder), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Recording);
}

/** Reads the initial state of a recorded server. */
export function readSeed(server: RecordedServer): SampleState {
  return JSON.parse(readFileSync(new URL(`seed-${server}.json`, folder), 'utf8')) as SampleState;
}
