import { INSTANCE_PRESETS } from '../config/presets.js';
import { formatTable } from './formatTable.js';

/** The catalogue of public servers as a table. */
export function listPresets(): string {
  const rows = Object.entries(INSTANCE_PRESETS).map(([name, preset]) => {
    const { url, reportedApiVersion, verified, description } = preset;
    const version = reportedApiVersion ?? '?';
    return [name, url, verified ? version : `${version} unverified`, description];
  });
  return formatTable([['NAME', 'URL', 'API', 'PROJECTS'], ...rows]);
}
