import { runCompare } from './runCompare.js';

process.exitCode = await runCompare(process.argv.slice(2), process.stdout, process.stderr);
