import { createFaults } from '../server/faults.js';
import { parseFaultSpec } from '../server/faults/parseFaultSpec.js';
import { startSampleServer, type SampleServer } from '../server/startSampleServer.js';
import { createDemoStates } from './createDemoStates.js';

/** A running server of the demo. */
export interface RunningDemoServer {
  readonly name: string;
  /** IANA zone in which the server stamps events and checks. */
  readonly timezone: string;
  readonly server: SampleServer;
}

/**
 * Starts the servers that the gateway serves without a configuration.
 *
 * @param faultSpec the faults to inject, in the syntax of `--sample-faults`.
 * @throws BadUserInputError if it cannot be parsed.
 */
export async function startDemoServers(
  faultSpec: string | undefined,
): Promise<readonly RunningDemoServer[]> {
  const states = createDemoStates();
  const names = states.map(({ name }) => name);
  const specs = faultSpec === undefined ? [] : parseFaultSpec(faultSpec, names);
  return await Promise.all(
    states.map(async ({ name, state }) => {
      const faults = createFaults();
      for (const { instance, plan } of specs) {
        if (instance === null || instance === name) faults.add(plan);
      }
      return {
        name,
        timezone: state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone,
        server: await startSampleServer({ state, faults }),
      };
    }),
  );
}
