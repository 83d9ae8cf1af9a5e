import type { GatewayConfig } from '../../config/GatewayConfig.js';
import { describeEstimate, estimateFill } from '../../filling/estimate.js';
import { Pace } from '../../filling/Pace.js';
import { projectsOf } from '../../gateway/openFillers.js';
import { connectInstance } from './connectInstance.js';

/** A line per project with the cost of its indexing; 4 requests each. */
export async function describeFilling(config: GatewayConfig): Promise<readonly string[]> {
  const { requestsPerSecond } = config.index;
  const lines: string[] = [];
  for (const instance of config.instances) {
    const projects = projectsOf(config, instance.name);
    if (projects.length === 0) continue;
    const { client, close } = connectInstance(instance);
    const pace = new Pace(requestsPerSecond, new AbortController().signal);
    for (const project of projects) {
      const name = `${instance.name}/${project.project}`;
      const words = await estimateFill({ client, pace }, project, requestsPerSecond).then(
        (found) =>
          found === null ? 'the server does not report its size' : describeEstimate(found),
        (error: unknown) => `unknown: ${error instanceof Error ? error.message : String(error)}`,
      );
      lines.push(`indexing ${name}: ${words}`);
    }
    await close();
  }
  return lines;
}
