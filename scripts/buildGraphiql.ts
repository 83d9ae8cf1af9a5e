/** Bundles GraphiQL with all its assets into dist/graphiql, so that it works without a network. */
import { existsSync } from 'node:fs';
import { build } from 'vite';

const CONFIG_FILE = 'src/web/graphiql/vite.config.ts';

if (existsSync(CONFIG_FILE)) {
  await build({ configFile: CONFIG_FILE, logLevel: 'warn' });
} else {
  console.log(`${CONFIG_FILE} does not exist: no GraphiQL to build`);
}
