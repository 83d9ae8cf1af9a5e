/**
 * Runs vitest, once it is sure that this is the version of Node that was asked for:
 * `node .ci/onNode.mjs 24 run test/cli`.
 */
const [version, ...parameters] = process.argv.slice(2);
const running = process.versions.node;
if (running.split('.')[0] !== version) {
  throw new Error(`this is Node ${running}, and not ${version}`);
}
process.argv.splice(2, Infinity, ...parameters);
await import('../node_modules/vitest/vitest.mjs');
