import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The Dockerfile, as far as tests look at it. */
export interface Dockerfile {
  /** Instructions of the last stage (the image that runs), in order; continued lines are one. */
  readonly instructions: readonly { readonly name: string; readonly value: string }[];
  /** Files and folders that are copied from the repository. */
  readonly sources: readonly string[];
  /** `FROM` of each stage. */
  readonly bases: readonly string[];
  /** The command of HEALTHCHECK, as the engine runs it. */
  readonly healthcheck: readonly string[];
}

/** Reads the Dockerfile of this repository; it needs no more syntax than the file uses. */
export function readDockerfile(): Dockerfile {
  const text = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
  const instructions = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => {
      const [, name, value] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value: value.trim() }];
    });
  const named = (name: string): string[] =>
    instructions.filter((instruction) => instruction.name === name).map(({ value }) => value);
  const lastStage = instructions.findLastIndex(({ name }) => name === 'FROM');
  const [healthcheck = ''] = named('HEALTHCHECK');
  return {
    instructions: instructions.slice(lastStage),
    sources: [
      ...new Set(
        named('COPY')
          .filter((value) => !value.includes('--from=') && !value.includes('<<'))
          .flatMap((value) => value.split(/\s+/).slice(0, -1)),
      ),
    ],
    bases: named('FROM'),
    healthcheck: z.array(z.string()).parse(JSON.parse(healthcheck.replace(/^.*CMD /, ''))),
  };
}
