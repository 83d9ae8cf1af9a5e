import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HookSender } from '../../src/hooks/HookSender.js';
import { freePort } from '../tools/freePort.js';

const documentation = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const SECRET = Buffer.alloc(32, 1).toString('base64');

interface Receiver {
  readonly url: string;
  readonly lines: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** The receiver from the page, as a separate process. */
async function startReceiver(): Promise<Receiver> {
  const code = /```js\n([^]*?)```/.exec(documentation)?.[1] ?? '';
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, PORT: String(port), CI_HOOK_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  const url = `http://127.0.0.1:${String(port)}/`;
  while (
    child.exitCode === null &&
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  )
    await pause(20);
  // Another program has taken the port.
  if (child.exitCode !== null) return await startReceiver();
  return {
    url,
    lines: () => out.split('\n').filter(Boolean),
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

describe('the receiver of docs/webhooks.md', () => {
  let receiver: Receiver;
  const sender = new HookSender({ userAgent: 'test' });
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await sender.close();
    await receiver.close();
  });

  const send = async (secrets: readonly string[]) =>
    await sender.send(
      {
        name: 'ci',
        url: receiver.url,
        secrets,
        document: '',
        variables: {},
        from: 'now',
        allowPlain: true,
        allowPrivate: true,
      },
      { id: 'msg_1', body: '{"data":{"events":{"cursor":"a"}}}' },
    );

  it('accepts a delivery, and a repeated one once', async () => {
    expect(await send([SECRET])).toEqual({ ok: true, status: 204 });
    expect(await send([SECRET])).toEqual({ ok: true, status: 204 });
    await expect.poll(() => receiver.lines()).toEqual(['{"events":{"cursor":"a"}}']);
  });

  it('refuses deliveries that are signed with another secret', async () => {
    expect(await send([Buffer.alloc(32, 2).toString('base64')])).toMatchObject({ status: 401 });
  });
});
