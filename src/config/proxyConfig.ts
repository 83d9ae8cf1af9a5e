import { z } from 'zod';
import { splitText } from './configValues.js';

/*
 * The section `proxy`: how the Patchwork servers are reached from a network without direct access.
 */

const PROXY_FORM =
  'a proxy such as http://proxy.example.org:3128 or http://user:password@proxy:3128';

function proxyAddress() {
  return z
    .string(PROXY_FORM)
    .refine((value) => normalizeProxy(value) !== undefined, PROXY_FORM)
    .overwrite((value) => normalizeProxy(value) ?? value);
}

/** Where the variables of all programs name a proxy: https://about.gitlab.com/blog/we-need-to-talk-no-proxy/ */
export const PROXY_VARIABLES = [
  { path: 'proxy.http', variables: ['http_proxy', 'HTTP_PROXY'] },
  { path: 'proxy.https', variables: ['https_proxy', 'HTTPS_PROXY'] },
  { path: 'proxy.noProxy', variables: ['no_proxy', 'NO_PROXY'] },
] as const;

/** A proxy without a scheme is one by http, as for curl. */
function normalizeProxy(value: string): string | undefined {
  const address = value.trim();
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  if (/\s/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, username, password, pathname, search, hash } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (pathname !== '/' || search !== '' || hash !== '') return undefined;
  // Only both together are sent.
  if ((username === '') !== (password === '')) return undefined;
  return isDecodable(username) && isDecodable(password) ? text : undefined;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

export const proxy = z
  .strictObject({
    /** May contain a password, so it is never logged. HTTPS_PROXY sets it too. */
    https: proxyAddress()
      .optional()
      .describe('proxy for servers with an `https` URL; default: `proxy.http`'),
    /** May contain a password, so it is never logged. HTTP_PROXY sets it too. */
    http: proxyAddress()
      .optional()
      .describe('proxy for servers with an `http` URL; default: no proxy'),
    /** Loopback addresses are always reached directly. NO_PROXY sets it too. */
    noProxy: z
      .preprocess(
        splitText,
        z
          .array(
            z.string('a host').regex(/^[^\s,/]+$/, 'a host such as .example.org, host:8080 or *'),
            'a list of hosts',
          )
          .readonly(),
      )
      .default([])
      .describe(
        'hosts that are reached directly: `example.org` (with its subdomains), `host:port`, or `*`',
      ),
  })
  .readonly()
  .prefault({});
