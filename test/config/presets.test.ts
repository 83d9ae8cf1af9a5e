import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { INSTANCE_PRESETS } from '../../src/config/presets.js';

describe('INSTANCE_PRESETS', () => {
  it.each(Object.entries(INSTANCE_PRESETS))('creates a valid instance from %s', (name, preset) => {
    const { instances } = loadConfig({ flags: { instances: [name] }, environment: {} });
    expect(instances).toEqual([
      expect.objectContaining({ name, url: preset.url, states: preset.states ?? {} }),
    ]);
  });
});
