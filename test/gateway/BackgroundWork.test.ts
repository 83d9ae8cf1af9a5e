import { describe, expect, it } from 'vitest';
import { BackgroundWork } from '../../src/gateway/BackgroundWork.js';

describe('BackgroundWork', () => {
  it('ends when all running work has ended, and reports failures', async () => {
    const failures: unknown[] = [];
    const background = new BackgroundWork((name, error) => failures.push([name, error]));
    const done: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    background.run('first', async () => {
      await held;
      done.push('first');
      // Started by other work.
      background.run('second', async () => {
        await Promise.resolve();
        done.push('second');
      });
    });
    background.run('broken', () => Promise.reject(new Error('no')));
    const ended = background.ended().then(() => [...done]);
    release();
    expect(await ended).toEqual(['first', 'second']);
    expect(failures).toEqual([['broken', new Error('no')]]);
  });

  it('has ended if nothing was started', async () => {
    await new BackgroundWork(() => undefined).ended();
  });
});
