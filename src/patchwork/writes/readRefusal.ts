import { readCallerRefusal } from '../refusals.js';
import { tokenRemover } from '../../transport/tokenRemover.js';

/** Why a write was not carried out. */
export type WriteFaultCode =
  | 'INVALID'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'NOT_SUPPORTED_BY_INSTANCE';

/** One thing that is wrong with a write. */
export interface WriteFault {
  readonly code: WriteFaultCode;
  /** The field in Patchwork's names, outermost first; empty where none is named. */
  readonly field: readonly string[];
  readonly message: string;
}

/** Meaning of a status from 400 to 499. */
export interface WriteRefusal {
  readonly faults: readonly WriteFault[];
  /** The token itself was refused, and with it everything. */
  readonly isBadToken: boolean;
}

const MAX_MESSAGE_LENGTH = 500;
/** Patchwork's own refusals have 3 levels and a handful of messages. */
const MAX_LEVELS = 8;
const MAX_FAULTS = 50;

/**
 * Reads why Patchwork refuses a write: `{"field": ["message"]}` or `{"detail": "message"}`.
 *
 * @param token the token of the write: it is removed from the server's messages.
 * @returns undefined for a status that is not a refusal of Patchwork's.
 */
export function readRefusal(
  status: number,
  json: unknown,
  instance: string,
  token: string | undefined,
): WriteRefusal | undefined {
  const found = messagesIn(json, token);
  const [said] = found.map(({ message }) => message);
  const one = (code: WriteFaultCode, message: string, isBadToken = false): WriteRefusal => ({
    faults: [{ code, field: [], message: `${instance}: ${message}` }],
    isBadToken,
  });
  switch (status) {
    case 400: {
      if (said === undefined) return undefined;
      const faults = found.map((fault) => ({ code: 'INVALID' as const, ...fault }));
      return { faults, isBadToken: false };
    }
    case 401:
    case 403: {
      const refusal = readCallerRefusal(said);
      const reason = said ?? `refused (${String(status)})`;
      if (refusal === 'NO_TOKEN') return one('UNAUTHENTICATED', reason);
      if (refusal === 'NO_PERMISSION') return one('FORBIDDEN', reason);
      return one('FORBIDDEN', `the token sent for ${instance} is refused: ${reason}`, true);
    }
    case 404:
      return one('NOT_FOUND', 'not found or not visible to this token');
    case 405:
      return one('NOT_SUPPORTED_BY_INSTANCE', said ?? 'this instance does not support this write');
    case 409:
      return one('CONFLICT', said ?? 'conflicts with existing data');
    default:
      return undefined;
  }
}

interface Found {
  readonly field: readonly string[];
  readonly message: string;
}

/** The messages of a refusal, as many and as deep as people read. */
function messagesIn(json: unknown, token: string | undefined): readonly Found[] {
  const found: Found[] = [];
  const cut = tokenRemover(token);
  const collect = (value: unknown, field: readonly string[], levels: number): void => {
    if (found.length === MAX_FAULTS) return;
    if (typeof value === 'string') {
      found.push({ field, message: cut(value).slice(0, MAX_MESSAGE_LENGTH) });
    } else if (levels === 0 || typeof value !== 'object' || value === null) {
      return;
    } else if (Array.isArray(value)) {
      for (const item of value) {
        if (found.length === MAX_FAULTS) return;
        collect(item, field, levels - 1);
      }
    } else {
      for (const [name, child] of Object.entries(value)) {
        if (found.length === MAX_FAULTS) return;
        // DRF's keys for errors without a field.
        const isGeneral = name === 'detail' || name === 'non_field_errors';
        const inner = cut(name).slice(0, MAX_MESSAGE_LENGTH);
        collect(child, isGeneral ? field : [...field, inner], levels - 1);
      }
    }
  };
  collect(json, [], MAX_LEVELS);
  return found;
}
