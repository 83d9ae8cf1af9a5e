import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../config/interpolate.js';

const PROGRAM = 'patchwork-graphql';

/** Home directory of the user. */
export function homeOf(environment: Environment): string {
  return environment['HOME'] || homedir();
}

/** Configuration directory (XDG Base Directory Specification); relative values are ignored, as it requires. */
function configDirectoryOf(environment: Environment): string {
  const base = environment['XDG_CONFIG_HOME'];
  return join(
    base?.startsWith('/') === true ? base : join(homeOf(environment), '.config'),
    PROGRAM,
  );
}

/** The file with the settings. */
export function settingsFileOf(environment: Environment): string {
  return environment['PWG_CONFIG'] || join(configDirectoryOf(environment), 'pwg.yml');
}

/** The file with the tokens. */
export function tokensFileOf(environment: Environment): string {
  return join(configDirectoryOf(environment), 'tokens.yml');
}
