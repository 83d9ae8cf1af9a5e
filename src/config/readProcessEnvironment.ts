import type { Environment } from './interpolate.js';

/** The environment of this process, for programs that hand it on. */
export function readProcessEnvironment(): Environment {
  return process.env;
}
