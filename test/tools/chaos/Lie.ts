import type { Duplex } from 'node:stream';
import type { CapturedAnswer } from '../../../src/sample/server/faults/captureAnswer.js';
import type { Lie } from '../../../src/sample/server/faults/lies/Lie.js';

/** A lie about framing, which only bytes on the socket can tell. */
export interface FramingLie {
  readonly name: string;
  readonly write: (socket: Duplex, answer: CapturedAnswer) => void;
  /** True where nothing of what is sent can be read. */
  readonly spoilsAll?: boolean;
}

/** A lie of the chaos test. */
export type ChaosLie = (Lie | FramingLie) & {
  /** Codes of errors that are right for it, beside those of every upstream failure. */
  readonly codes?: readonly string[];
};
