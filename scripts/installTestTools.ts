/**
 * `npm test` runs this first: the tests drive a real browser, a real Redis, git and Prometheus' checker
 * of rules, which npm does not bring. On Debian or Ubuntu, as root, what is missing is installed; elsewhere it is named.
 */
import { spawnSync } from 'node:child_process';

/** Programs that tests start, and the Debian packages that hold them. */
const TOOLS: Readonly<Record<string, string>> = {
  chromium: 'chromium',
  git: 'git',
  promtool: 'prometheus',
  'redis-server': 'redis-server',
};

function run(command: string, ...parameters: readonly string[]): boolean {
  const { status } = spawnSync(command, parameters, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;
}

const missing = Object.keys(TOOLS).filter((program) => !isInstalled(program));
if (missing.length > 0) {
  const packages = missing.map((program) => TOOLS[program] ?? program);
  const mayInstall = process.getuid?.() === 0 && isInstalled('apt-get');
  const isDone =
    mayInstall &&
    run('apt-get', 'update', '-qq') &&
    run('apt-get', 'install', '-qq', '-y', '--no-install-recommends', ...packages);
  if (!isDone) {
    console.error(
      `The tests need ${missing.join(' and ')}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
    );
    process.exitCode = 1;
  }
}
