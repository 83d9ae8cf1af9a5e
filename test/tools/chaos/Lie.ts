import type { Duplex } from 'node:stream';
import type { CapturedAnswer } from '../../../src/sample/server/faults/captureAnswer.js';
import type { Lie } from '../../../src/sample/server/faults/lies/Lie.js';

/** A lie about framing, which requires writing bytes to the socket. */
export interface FramingLie {
  readonly name: string;
  readonly write: (socket: Duplex, answer: CapturedAnswer) => void;
  /** True if nothing that is sent can be parsed. */
  readonly spoilsAll?: boolean;
}

/** A lie of the chaos test. */
export type ChaosLie = (Lie | FramingLie) & {
  /** Error codes permitted for it, in addition to those of every upstream failure. */
  readonly codes?: readonly string[];
};
