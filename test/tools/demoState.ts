import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import type { TestInstance } from './startTestGateway.js';

/** The data of one of the demo's servers (aurora, basalt, cedar). */
export function demoState(name: string): SampleState {
  const found = createDemoStates().find((demo) => demo.name === name);
  if (found === undefined) throw new RangeError(`the demo has no server ${name}`);
  return found.state;
}

/** An instance that is one of the demo's servers. */
export function demoInstance(
  name: string,
  settings: Omit<TestInstance, 'name' | 'state' | 'url'> = {},
): TestInstance {
  return { ...settings, name, state: demoState(name) };
}
