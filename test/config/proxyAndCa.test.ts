import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/ConfigError.js';
import { loadConfig } from '../../src/config/loadConfig.js';
import { createCertificates } from '../transport/createCertificates.js';

const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
let ca: string;
beforeAll(() => {
  ({ ca } = createCertificates('patchwork.example.test'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function load(content: unknown, environment: Record<string, string> = {}) {
  const file = join(folder, 'gateway.yml');
  writeFileSync(file, JSON.stringify(content));
  return loadConfig({ file, environment });
}

function faultsOf(content: unknown, environment: Record<string, string> = {}): string {
  try {
    load(content, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

const mine = { name: 'mine', url: 'https://patchwork.example.test' };

describe('proxy', () => {
  it('applies to every instance', () => {
    const proxy = { https: 'http://proxy.example.org:3128' };
    const { instances } = load({ proxy, instances: [mine, { preset: 'kernel' }] });
    expect(instances.map((instance) => instance.proxy)).toEqual(
      Array(2).fill({ ...proxy, noProxy: [] }),
    );
  });

  it('is undefined if none is configured', () => {
    expect(load({ instances: [mine] }, { NO_PROXY: 'a.example', HTTPS_PROXY: '' })).toMatchObject({
      instances: [expect.not.objectContaining({ proxy: expect.anything() as unknown })],
    });
  });

  it.each([
    [{ HTTPS_PROXY: 'http://a:1' }, { https: 'http://a:1' }],
    [{ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' }, { https: 'http://b:2' }],
    [{ HTTP_PROXY: 'a:1' }, { http: 'http://a:1' }],
    [{ HTTP_PROXY: 'a:1', NO_PROXY: '.b.example, c:8080' }, { noProxy: ['.b.example', 'c:8080'] }],
    [{ https_proxy: 'a', PATCHWORK_GRAPHQL_PROXY_HTTPS: 'https://b' }, { https: 'https://b' }],
  ])('is read from the environment: %o', (environment, expected) => {
    const { proxy } = load({ proxy: { https: 'http://file:1' }, instances: [mine] }, environment);
    expect(proxy).toMatchObject(expected);
  });

  it.each([
    'socks5://user:secret@proxy:1080',
    'http://user:secret@proxy:3128/path',
    'http://secret@proxy:3128',
    'http://user:secret%zz@proxy:3128',
    'http://user:secret@',
  ])('is refused by the name of its variable, and not shown: %s', (value) => {
    const message = faultsOf({ instances: [mine] }, { HTTPS_PROXY: value });
    expect(message).toContain('HTTPS_PROXY');
    expect(message).toContain('such as http://proxy.example.org:3128');
    expect(message).not.toContain('secret');
  });
});

describe('instances[].ca', () => {
  it('is the content of the file, or the text itself', () => {
    const file = join(folder, 'ca.pem');
    writeFileSync(file, `a comment\n${ca}\n${ca}`);
    const [byPath, byText] = load({
      instances: [
        { ...mine, ca: file },
        { ...mine, name: 'other', ca },
      ],
    }).instances;
    expect(byPath?.ca).toBe(`${ca.trim()}\n${ca.trim()}`);
    expect(byText?.ca).toBe(ca.trim());
  });

  it.each([
    ['missing.pem', undefined, 'cannot be read (ENOENT)'],
    ['empty.pem', '', 'has no certificate'],
    ['der.pem', '0\u0082\u0001', 'has no certificate'],
    [
      'key.pem',
      '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----',
      'has no certificate',
    ],
    [
      'bad.pem',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'has a certificate that cannot be read',
    ],
    ['cut.pem', '-----BEGIN CERTIFICATE-----\nMIIB', 'has a certificate that cannot be read'],
  ])('is refused with the file and the reason: %s', (name, text, reason) => {
    const file = join(folder, name);
    if (text !== undefined) writeFileSync(file, text);
    const message = faultsOf({ instances: [mine, { ...mine, name: 'other', ca: file }] });
    expect(message).toContain(`instances[1].ca`);
    expect(message).toContain(`${file}, which ${reason}`);
  });
});
