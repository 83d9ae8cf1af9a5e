import { statSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { usageError } from '../PwgError.js';
import { readIfExists, replaceFile } from './PwgSettings.js';

const token = z.string().regex(/^[\x21-\x2b\x2d-\x7e]+$/, 'is not a token');
const tokensSchema = z.strictObject({
  /** Tokens of directly queried servers, by URL. */
  servers: z.record(z.string(), token).optional(),
  /** Tokens that are sent to gateways, by the URL of the gateway. */
  gateways: z
    .record(
      z.string(),
      z.strictObject({
        /** Key of the gateway (`Authorization: Bearer`). */
        key: token.optional(),
        /** Tokens by instance. */
        tokens: z.record(z.string(), token).optional(),
      }),
    )
    .optional(),
});

type Tokens = z.infer<typeof tokensSchema>;

/** Tokens for one gateway. */
export type GatewayTokens = NonNullable<Tokens['gateways']>[string];

const ONLY_OWNER = 0o600;
const OTHERS = 0o077;

/**
 * The file with the tokens, which only its owner may read. A token is stored by the URL of its server or gateway,
 * so that it is never sent to another one with the same name.
 */
export class TokenStore {
  readonly #file: string;
  #tokens: Tokens | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** The token for a server; undefined if there is none. */
  forServer(url: string): string | undefined {
    return valueOf(this.#read().servers, url);
  }

  /** Tokens for a gateway. */
  forGateway(url: string): GatewayTokens {
    return valueOf(this.#read().gateways, url) ?? {};
  }

  /** Stores the token for a server; undefined removes it. */
  keepForServer(url: string, value: string | undefined): void {
    const { servers, ...rest } = this.#read();
    this.#write({ ...rest, servers: withValue(servers, keyOf(url), value) });
  }

  /** Stores the token of an instance for a gateway, or without an instance the gateway's key; undefined removes it. */
  keepForGateway(url: string, instance: string | undefined, value: string | undefined): void {
    const { gateways, ...rest } = this.#read();
    const { key, tokens } = this.forGateway(url);
    const kept =
      instance === undefined
        ? { key: value, tokens }
        : { key, tokens: withValue(tokens, instance, value) };
    const others = Object.entries(gateways ?? {}).filter(([name]) => keyOf(name) !== keyOf(url));
    this.#write({
      ...rest,
      gateways: { ...Object.fromEntries(others), [keyOf(url)]: defined(kept) },
    });
  }

  #read(): Tokens {
    this.#tokens ??= readTokens(this.#file);
    return this.#tokens;
  }

  #write(tokens: Tokens): void {
    this.#tokens = tokens;
    const text = `# Written by pwg login. Tokens give write access: only the owner may read this file.\n${stringify(defined(tokens))}`;
    replaceFile(this.#file, text, ONLY_OWNER);
  }
}

/** @throws PwgError if others may read the file, or if it is invalid; the message contains no value from it. */
function readTokens(file: string): Tokens {
  const text = readIfExists(file);
  if (text === undefined) return {};
  const mode = statSync(file).mode & 0o777;
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw usageError(
      `${file}: other users can read it (mode ${mode.toString(8).padStart(4, '0')}); run: chmod 600 ${file}`,
    );
  }
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch {
    throw usageError(`${file}: is not valid YAML; remove it and run pwg login again`);
  }
  const result = tokensSchema.safeParse(content);
  if (result.success) return result.data;
  const paths = result.error.issues.map(({ path }) => path.map(String).join('.') || 'the file');
  throw usageError(
    `${file}: is not valid at ${paths.join(', ')}; remove it and run pwg login again`,
  );
}

/** Normalizes an address, so that it always has the same key. */
function keyOf(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/(?:api(?:\/\d\.\d)?|graphql)$/, '');
}

/** The value of an address in any of its forms; a file can be written by hand. */
function valueOf<Value>(
  values: Readonly<Record<string, Value>> | undefined,
  url: string,
): Value | undefined {
  return Object.entries(values ?? {}).find(([name]) => keyOf(name) === keyOf(url))?.[1];
}

function withValue(
  values: Readonly<Record<string, string>> | undefined,
  key: string,
  value: string | undefined,
): Record<string, string> {
  const others = Object.entries(values ?? {}).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

function defined<Values extends Readonly<Record<string, unknown>>>(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Values;
}
