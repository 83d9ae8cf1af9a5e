import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The parts of the Dockerfile that tests check. */
export interface Dockerfile {
  /** Instructions of the last stage (the final image), in order; continued lines are joined. */
  readonly instructions: readonly { readonly name: string; readonly value: string }[];
  /** Files and folders that are copied from the repository. */
  readonly sources: readonly string[];
  /** `FROM` of each stage. */
  readonly bases: readonly string[];
  /** The command of HEALTHCHECK, as run by the engine. */
  readonly healthcheck: readonly string[];
}

/** Parses the Dockerfile of this repository; supports only the syntax used there. */
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
