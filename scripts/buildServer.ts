/**
 * Builds the server and `pwg` into dist/: `npm run build:server`. The pages have builds of their own, and
 * `npm run typecheck` checks the types.
 */
import { bundleServer } from './bundleServer.js';
import { replaceBuild } from './replaceBuild.js';

replaceBuild('dist', bundleServer);
