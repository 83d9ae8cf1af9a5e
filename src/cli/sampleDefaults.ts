import type { GatewayConfig } from '../config/GatewayConfig.js';
import { requireSqlLibrary } from '../corpus/sqlite/openDatabase.js';
import { demoServers } from '../sample/demo/demoServers.js';

/** Nobody minds how often a server in this process is asked. */
const POLL_SECONDS = { min: 2, max: 10 };
const REQUESTS_PER_SECOND = 200;
/** Some of their mails are as old as the real ones that they were made from. */
const DAYS = 20_000;

/**
 * Defaults that demonstrate all features without a configuration: the sample servers are followed, and their mails
 * indexed in memory. A feed or an index that is configured is left as it is.
 *
 * @param config without instances.
 */
export function withSampleDefaults(config: GatewayConfig): GatewayConfig {
  const live = config.live.enabled
    ? config.live
    : { ...config.live, enabled: true, pollSeconds: POLL_SECONDS };
  const index = config.index.enabled || !canIndex() ? config.index : sampleIndex(config.index);
  return { ...config, live, index };
}

function sampleIndex(index: GatewayConfig['index']): GatewayConfig['index'] {
  const projects = demoServers().flatMap(({ name, projects: rows }) =>
    rows.map(({ link_name: project }) => ({ instance: name, project, comments: true })),
  );
  return {
    ...index,
    enabled: true,
    engine: 'sqlite',
    path: ':memory:',
    requestsPerSecond: REQUESTS_PER_SECOND,
    days: DAYS,
    projects,
  };
}

/** Node 20 has no SQLite, and the package that does is optional. */
function canIndex(): boolean {
  try {
    requireSqlLibrary();
    return true;
  } catch {
    return false;
  }
}
