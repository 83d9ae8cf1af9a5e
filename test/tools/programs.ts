import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that tests start, and that npm does not install. */
export interface TestProgram {
  /** Names under which it is found in the PATH; any of them is sufficient. */
  readonly names: readonly string[];
  /** The package of Debian and Ubuntu. */
  readonly debianPackage: string;
  /** The tests that use it. */
  readonly purpose: string;
}

/** Every program that tests start. */
export const TEST_PROGRAMS = {
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    purpose: 'the pages in a browser',
  },
  git: { names: ['git'], debianPackage: 'git', purpose: 'mails and diffs compared with git' },
  promtool: {
    names: ['promtool'],
    debianPackage: 'prometheus',
    purpose: 'the rules and the dashboard of Prometheus',
  },
  postgres: {
    names: ['initdb'],
    debianPackage: 'postgresql',
    purpose: 'the search index that gateways share',
  },
  redis: {
    names: ['valkey-server', 'redis-server'],
    debianPackage: 'redis-server',
    purpose: 'the cache that gateways share',
  },
} as const satisfies Record<string, TestProgram>;

/** A key of {@link TEST_PROGRAMS}. */
export type TestProgramName = keyof typeof TEST_PROGRAMS;

/** The path of a program of {@link TEST_PROGRAMS}, or undefined if it is not installed. */
export function findProgram(
  name: TestProgramName,
  searchPath = process.env['PATH'] ?? '',
): string | undefined {
  const folders = [...searchPath.split(delimiter).filter(Boolean), ...serverFolders()];
  return TEST_PROGRAMS[name].names
    .flatMap((file) => folders.map((folder) => join(folder, file)))
    .find(isExecutable);
}

/** For `describe.skipIf`: `npm test` lists missing programs before the tests start. */
export function lacks(name: TestProgramName): boolean {
  return findProgram(name) === undefined;
}

/** The programs of {@link TEST_PROGRAMS} that are not installed. */
export function missingPrograms(searchPath?: string): TestProgramName[] {
  const names = Object.keys(TEST_PROGRAMS) as TestProgramName[];
  return names.filter((name) => findProgram(name, searchPath) === undefined);
}

/** Lists missing programs, the skipped tests, and how to install the programs. */
export function describeMissing(missing: readonly TestProgramName[]): string {
  const programs = missing.map((name): TestProgram => TEST_PROGRAMS[name]);
  return [
    'Not installed, so the tests that need it are skipped:',
    ...programs.map(({ names, purpose }) => `  ${names.join(' or ')}: ${purpose}`),
    `On Debian or Ubuntu: sudo apt-get install ${programs.map((one) => one.debianPackage).join(' ')}`,
  ].join('\n');
}

/** Debian installs the programs of each PostgreSQL server version outside of the PATH. */
function serverFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root).map((version) => join(root, version, 'bin'));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
