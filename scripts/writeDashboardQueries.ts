/** `npm run docs:dashboard`: writes the documents of the dashboard to docs/dashboard-queries.md. */
import { writeFileSync } from 'node:fs';
import { DASHBOARD_QUERIES, formatDashboardQueries } from './formatDashboardQueries.js';

writeFileSync(DASHBOARD_QUERIES, formatDashboardQueries());
