import type { ExampleObjects } from './findExampleObjects.js';

/** A GraphQL string. */
export const text = (value: string): string => JSON.stringify(value);

/** Makes an operation of what the servers have. */
export type MakeQuery = (objects: ExampleObjects) => string;

/** One instance to ask alone: the one of the patch, which has answered. */
export const homeOf = ({ patch, instances }: ExampleObjects): string =>
  patch?.instance ?? instances[0] ?? '';
