import { z } from 'zod';
import { flag, parseJsonText, text } from './configValues.js';

/*
 * The section `webhooks`: a list of subscriptions that are delivered by HTTP.
 */

const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const SECRET_FORM = 'a secret: 24 to 64 bytes in base64, such as `openssl rand -base64 32` prints';

const FROM_FORM = 'now, a date such as 2026-11-26T08:00:00Z, or the cursor of a delivery';

const secret = z.string(SECRET_FORM).refine((value) => {
  const base64 = value.replace(/^whsec_/, '');
  const bytes = Buffer.from(base64, 'base64');
  return (
    /^[A-Za-z0-9+/]+={0,2}$/.test(base64) &&
    bytes.length >= MIN_SECRET_BYTES &&
    bytes.length <= MAX_SECRET_BYTES
  );
}, SECRET_FORM);

const webhook = z
  .strictObject({
    name: z
      .string('a name of letters, digits, - and _')
      .regex(/^[\w-]{1,50}$/, 'a name of letters, digits, - and _')
      .describe('name of the webhook, for logs, metrics and commands'),
    /** May contain a secret in its path, so it is never logged. */
    url: z
      .string('a URL such as https://ci.example.org/hooks')
      .refine(isReceiver, 'a URL such as https://ci.example.org/hooks, without a user name')
      .describe('URL to which deliveries are sent'),
    secrets: z
      .array(secret, 'a list of one or two secrets')
      .min(1, 'a list of one or two secrets')
      .max(2, 'a list of one or two secrets')
      .readonly()
      .describe('signing secrets in base64; two of them during a rotation'),
    document: text('the path of a file with a subscription').describe(
      'path of a file with a subscription document',
    ),
    variables: z
      .record(z.string(), z.unknown())
      .readonly()
      .default({})
      .describe('variables of the document'),
    from: z
      .string(FROM_FORM)
      .regex(/^(?:now|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)|[\w-]{16,})$/, FROM_FORM)
      .default('now')
      .describe('where deliveries start the first time: `now`, a date (RFC 3339) or a cursor'),
    allowPlain: flag()
      .default(false)
      .describe('whether the URL may be `http:`, without encryption'),
    allowPrivate: flag()
      .default(false)
      .describe('whether the host may have a private address, such as one of this network'),
  })
  .refine(({ url, allowPlain }) => allowPlain || !url.startsWith('http:'), {
    path: ['url'],
    error: 'an https: URL; set allowPlain to send without encryption',
  })
  .readonly();

/** The section `webhooks`. */
export const webhooks = z
  .preprocess(
    parseJsonText,
    z
      .array(webhook, 'a list of webhooks; as a variable, in JSON')
      .refine((hooks) => new Set(hooks.map(({ name }) => name)).size === hooks.length, {
        error: 'webhooks with different names',
      })
      .readonly(),
  )
  .default([])
  .describe('subscriptions that are delivered by HTTP; they need `live.url` or `cache.url`');

function isReceiver(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hostname !== '';
}
