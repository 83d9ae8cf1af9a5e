import { plainLine } from './plainText.js';

/** An error of the graph. */
export interface Fault {
  readonly message: string;
  /** `extensions.code`, or the code of a user error or source. */
  readonly code: string;
  /** Empty if the error does not concern an instance. */
  readonly instance: string;
}

/** The gateway's advice for HTTP clients (`src/patchwork/refusals.ts`). */
const HEADER_ADVICE = /; send one in the header \S+ \S+=TOKEN$/;

/** Text of an error on one line. If a token is missing, it names the command that stores one. */
export function faultText({ message, code, instance }: Fault): string {
  const text = plainLine(message);
  if (code !== 'UNAUTHENTICATED' || instance === '') return text;
  return `${text.replace(HEADER_ADVICE, '').replace(/\.$/, '')}; run pwg login ${instance}`;
}
