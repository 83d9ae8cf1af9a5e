import { describe, expect, it } from 'vitest';
import { readRecordings, recordedServers } from './replay/recording.js';
import { replay } from './replay/replay.js';

/** Recorded answers that a sample server does not reproduce, by name, each with its reason. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'patches order=check',
    'the page ends among rows without a check, which PostgreSQL leaves in the order of its heap ' +
      '(that of the last update), so which of them are cut off is no rule of Patchwork',
  ],
]);

describe('a sample server', () => {
  for (const name of recordedServers) {
    it(`answers like the recorded server ${name}`, async () => {
      const outcomes = await replay(name);
      const differing = outcomes.filter(({ difference }) => difference !== undefined);
      const unexpected = differing.filter(({ recording }) => !exceptions.has(recording.name));
      const reproduced = outcomes.length - differing.length;

      process.stdout.write(
        `${[
          `${name}: ${String(reproduced)} of ${String(outcomes.length)} recorded answers reproduced, ` +
            `${String(differing.length)} excepted or failed`,
          ...differing.map(
            ({ recording }) =>
              `  - ${recording.name}: ${exceptions.get(recording.name) ?? 'NOT EXCEPTED'}`,
          ),
        ].join('\n')}\n`,
      );
      expect(
        unexpected.map(({ recording, difference }) => `${recording.name}: ${String(difference)}`),
      ).toEqual([]);
      expect(reproduced / outcomes.length).toBeGreaterThanOrEqual(0.97);
      // An exception that has become correct must be removed from the list.
      for (const exception of exceptions.keys()) {
        expect(differing.map(({ recording }) => recording.name)).toContain(exception);
      }
    });
  }

  it('is compared with every recording', () => {
    const counts = recordedServers.map((name) => readRecordings(name).length);
    expect(counts).toEqual([920, 945, 941, 968]);
  });
});
