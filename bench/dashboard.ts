import { parseArgs } from 'node:util';
import { buildDashboardWhereStale } from '../test/tools/buildPages.js';
import { measureDashboard } from './dashboard/measureDashboard.js';

/*
 * npm run bench:dashboard: how quickly the dashboard shows requested data, in a real Chromium. 2,880 refreshes,
 * one every 30 seconds, correspond to one day.
 */

const { values } = parseArgs({ options: { renewals: { type: 'string', default: '2880' } } });

await buildDashboardWhereStale();
const figures = await measureDashboard(Number(values.renewals));
console.log('| Figure | Measured | Aim |\n| --- | --: | --: |');
for (const { what, value, aim, unit } of figures) {
  const digits = unit === 'ms' ? 0 : 1;
  console.log(`| ${what} | ${value.toFixed(digits)} ${unit} | ${aim} ${unit} |`);
}
process.exitCode = figures.every(({ value, aim }) => value <= aim) ? 0 : 1;
