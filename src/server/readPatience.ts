import type { IncomingHttpHeaders } from 'node:http';
import { BadUserInputError, type GatewayError } from '../errors.js';

/** Header by which a client lowers the time that its operation waits for one instance. */
const PATIENCE_HEADER = 'x-upstream-patience-ms';

/** Timeouts requested by a client. */
export interface CallerPatience {
  /** Missing where the configuration decides alone. */
  readonly patienceMs?: number;
  /** Why it cannot be read: for the caller to see, so it is not thrown here. */
  readonly badPatience?: GatewayError;
}

/** Reads the header; a number above `limits.patienceMs` changes nothing. */
export function readPatience(headers: IncomingHttpHeaders): CallerPatience {
  const value = headers[PATIENCE_HEADER];
  if (value === undefined) return {};
  if (typeof value === 'string' && /^[1-9]\d{0,9}$/.test(value.trim())) {
    return { patienceMs: Number(value) };
  }
  return {
    badPatience: new BadUserInputError(
      `The header ${PATIENCE_HEADER} must be a whole number of milliseconds above 0, such as 2000`,
      { header: PATIENCE_HEADER },
    ),
  };
}
