// Imports nothing: an older Node.js fails with another message while it loads the rest.
const NEEDED = [20, 19] as const;

/**
 * Whether Node.js is recent enough; where it is not, the process writes so and gets the exit code 1.
 *
 * @param program name of the program, for the message.
 */
export function requireNode(program: string): boolean {
  const { execPath, versions } = process;
  const [major = 0, minor = 0] = versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return true;
  process.stderr.write(
    `error: ${program} needs Node.js ${NEEDED.join('.')} or later, and this is ${versions.node} (${execPath})\n`,
  );
  process.exitCode = 1;
  return false;
}
