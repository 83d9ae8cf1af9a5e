import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';

/** What one of the demo's servers (aurora, basalt, cedar) holds. */
export function demoState(name: string): SampleState {
  const found = createDemoStates().find((demo) => demo.name === name);
  if (found === undefined) throw new RangeError(`the demo has no server ${name}`);
  return found.state;
}
