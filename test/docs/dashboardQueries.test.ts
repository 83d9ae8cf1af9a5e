import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DASHBOARD_QUERIES, formatDashboardQueries } from '../../scripts/formatDashboardQueries.js';

it('docs/dashboard-queries.md has the documents of the dashboard: run `npm run docs:dashboard`', () => {
  expect(readFileSync(DASHBOARD_QUERIES, 'utf8')).toBe(formatDashboardQueries());
});
