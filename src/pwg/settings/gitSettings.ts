import type { PwgIo } from '../PwgIo.js';
import { readServerUrl, type ForeignSettings } from './ForeignSettings.js';

/**
 * The settings of git-pw (`pw.*`) and of b4 (`b4.pw-*`) in git's configuration: of the repository in the working
 * directory, and of the user. Those of git-pw take precedence.
 *
 * @returns undefined if neither names a server, or if git is not installed.
 */
export async function readGitSettings(io: PwgIo): Promise<ForeignSettings | undefined> {
  const values = await readGitValues(io);
  return readGitPw(values) ?? readB4(values);
}

/** The values of git's configuration that begin with `pw.` or `b4.`. */
export async function readGitValues(io: PwgIo): Promise<ReadonlyMap<string, string>> {
  const { code, output } = await io.run({
    program: 'git',
    arguments: ['config', '--null', '--get-regexp', '^(pw|b4)\\.'],
    isCaptured: true,
  });
  const values = new Map<string, string>();
  if (code !== 0) return values;
  for (const entry of output.split('\0')) {
    const end = entry.indexOf('\n');
    // The last value is used, as by `git config --get`.
    if (end > 0) values.set(entry.slice(0, end).toLowerCase(), entry.slice(end + 1));
  }
  return values;
}

/** https://github.com/getpatchwork/git-pw, README.rst */
export function readGitPw(values: ReadonlyMap<string, string>): ForeignSettings | undefined {
  const server = values.get('pw.server');
  if (server === undefined) return undefined;
  const states = values
    .get('pw.states')
    ?.split(',')
    .map((slug) => slug.trim());
  return {
    origin: 'git config pw.server',
    servers: [
      { ...readServerUrl(server, 'pw.server'), project: projectOf(values.get('pw.project')) },
    ],
    token: values.get('pw.token'),
    hasPassword: values.has('pw.password'),
    ...(states !== undefined && { states: states.filter(Boolean) }),
  };
}

/** https://b4.docs.kernel.org/en/latest/config.html, "Patchwork integration settings" */
export function readB4(values: ReadonlyMap<string, string>): ForeignSettings | undefined {
  const server = values.get('b4.pw-url');
  if (server === undefined) return undefined;
  return {
    origin: 'git config b4.pw-url',
    servers: [
      { ...readServerUrl(server, 'b4.pw-url'), project: projectOf(values.get('b4.pw-project')) },
    ],
    token: values.get('b4.pw-key'),
    hasPassword: false,
  };
}

function projectOf(value: string | undefined): string | undefined {
  const name = value?.trim();
  return name === '' || name === '*' ? undefined : name;
}
