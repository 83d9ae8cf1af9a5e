import { join } from 'node:path';
import { stringify } from 'yaml';
import type { PwgIo } from '../PwgIo.js';
import { usageError } from '../PwgError.js';
import {
  nameServer,
  type ForeignServer,
  type ForeignSettings,
} from '../settings/ForeignSettings.js';
import { readB4, readGitPw, readGitValues } from '../settings/gitSettings.js';
import { homeOf, settingsFileOf, tokensFileOf } from '../settings/paths.js';
import { readPwclientSettings } from '../settings/pwclientSettings.js';
import {
  readIfExists,
  readSettings,
  writeSettings,
  type InstanceSettings,
} from '../settings/PwgSettings.js';
import { TokenStore } from '../settings/TokenStore.js';

/** Programs whose configuration can be imported. */
export const IMPORTS = ['git-pw', 'pwclient', 'b4'] as const;

/** `pwg config show`: the settings, and the paths of their files. Tokens are not shown. */
export function showConfig(io: PwgIo): void {
  const file = settingsFileOf(io.environment);
  io.stdout.write(`# ${file}\n${stringify(readSettings(file))}`);
}

/** `pwg config import`: imports servers, projects and tokens from another program. */
export async function importConfig(io: PwgIo, program: (typeof IMPORTS)[number]): Promise<void> {
  const foreign = await readForeign(io, program);
  const file = settingsFileOf(io.environment);
  const settings = readSettings(file);
  const tokens = new TokenStore(tokensFileOf(io.environment));
  const instances = new Map((settings.instances ?? []).map((one) => [one.name, one]));
  let first: InstanceSettings | undefined;
  for (const server of foreign.servers) {
    const instance = mergeServer(instances, server);
    first ??= instance;
    const token = server.token ?? foreign.token;
    if (token !== undefined) tokens.keepForServer(server.url, token.trim());
    io.stderr.write(
      `${instance.name}: ${server.url}${server.project === undefined ? '' : `, project ${server.project}`}${token === undefined ? '' : ', with token'}\n`,
    );
  }
  writeSettings(file, {
    ...settings,
    instances: [...instances.values()],
    ...(settings.instance === undefined && first !== undefined && { instance: first.name }),
  });
  if (foreign.hasPassword) {
    io.stderr.write(
      'A password was found and not imported: the graph uses API tokens. Your token is on your profile page in Patchwork; store it with pwg login.\n',
    );
  }
  io.stderr.write(`Imported from ${foreign.origin} into ${file}.\n`);
}

/** The first project of a server becomes its default project; lists accept others with `-p`. */
function mergeServer(
  instances: Map<string, InstanceSettings>,
  { url, apiVersion, project }: ForeignServer,
): InstanceSettings {
  const known = [...instances.values()].find((one) => one.url === url);
  const base = nameServer(url);
  const taken = known === undefined && instances.has(base);
  const name = known?.name ?? (taken ? `${base}-${String(instances.size + 1)}` : base);
  const version = known?.apiVersion ?? apiVersion;
  const own = known?.project ?? project;
  const merged: InstanceSettings = {
    ...known,
    name,
    url,
    ...(version !== undefined && { apiVersion: version }),
    ...(own !== undefined && { project: own }),
  };
  instances.set(name, merged);
  return merged;
}

async function readForeign(io: PwgIo, program: (typeof IMPORTS)[number]): Promise<ForeignSettings> {
  if (program === 'pwclient') {
    const file = io.environment['PWCLIENTRC'] || join(homeOf(io.environment), '.pwclientrc');
    const text = readIfExists(file);
    if (text === undefined)
      throw usageError(`${file}: does not exist; PWCLIENTRC names another file`);
    return readPwclientSettings(text, file);
  }
  const values = await readGitValues(io);
  const foreign = program === 'git-pw' ? readGitPw(values) : readB4(values);
  if (foreign !== undefined) return foreign;
  const key = program === 'git-pw' ? 'pw.server' : 'b4.pw-url';
  throw usageError(
    `git config ${key} is not set here; run this command in the repository where it is set`,
  );
}
