/** A configured webhook. */
export interface Hook {
  readonly name: string;
  /** May hold a secret in its path or query, so only its origin is ever shown. */
  readonly url: string;
  /** One, or two while they are rotated: base64, with or without `whsec_`. */
  readonly secrets: readonly string[];
  /** Text of a subscription. */
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where it starts the first time: `now`, a date in RFC 3339, or a cursor. */
  readonly from: string;
  /** Whether it may be sent over HTTP without TLS. */
  readonly allowPlain: boolean;
  /** Whether its host may have a private address. */
  readonly allowPrivate: boolean;
}

/** The document of a webhook cannot be subscribed to. Its message holds no secrets. */
export class HookRefusedError extends Error {
  override readonly name = 'HookRefusedError';
}

/** One message to a receiver, identical at each attempt. */
export interface HookDelivery {
  /** `webhook-id`, by which receivers recognize duplicates. */
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

/** Why a delivery failed, without the server's answer. */
export type SendFailure =
  'GONE' | 'STATUS' | 'REDIRECT' | 'TIMEOUT' | 'FORBIDDEN_ADDRESS' | 'UNENCRYPTED' | 'CONNECTION';

/** How one attempt ended. */
export type SendOutcome =
  | { readonly ok: true; readonly status: number }
  | {
      readonly ok: false;
      readonly failure: SendFailure;
      readonly status: number | null;
      /** `Retry-After` of the receiver, in milliseconds. */
      readonly retryAfterMs: number | null;
    };

/** Something that an operator may want to see. It holds no secrets, no URLs and no payloads. */
export type HookEvent =
  | { readonly type: 'hook-delivered'; readonly hook: string; readonly attempt: number }
  | {
      readonly type: 'hook-failed';
      readonly hook: string;
      readonly attempt: number;
      readonly failure: SendFailure;
      readonly status: number | null;
      /** Milliseconds until the next attempt; null where it was the last one. */
      readonly retryMs: number | null;
    }
  | { readonly type: 'hook-disabled'; readonly hook: string; readonly reason: DisableReason }
  | { readonly type: 'hook-truncated'; readonly hook: string }
  | { readonly type: 'hook-interrupted'; readonly hook: string; readonly error: unknown };

/** GONE: the receiver answered 410. FAILING: it has failed for three days. */
export type DisableReason = 'GONE' | 'FAILING';
