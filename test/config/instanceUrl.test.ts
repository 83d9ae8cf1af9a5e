import { describe, expect, it } from 'vitest';
import { normalizeInstanceUrl } from '../../src/config/instanceUrl.js';

describe('normalizeInstanceUrl', () => {
  it.each([
    ['https://patchwork.kernel.org', 'https://patchwork.kernel.org'],
    ['https://patchwork.kernel.org/', 'https://patchwork.kernel.org'],
    ['https://Patchwork.Kernel.org:443/api', 'https://patchwork.kernel.org'],
    ['https://patchwork.kernel.org/api/1.3/', 'https://patchwork.kernel.org'],
    ['http://localhost:8000/tools/patchwork/api//', 'http://localhost:8000/tools/patchwork'],
    ['http://[::1]:8000/myapi', 'http://[::1]:8000/myapi'],
  ])('reduces %s to %s', (address, base) => {
    expect(normalizeInstanceUrl(address)).toBe(base);
  });

  it.each([
    'patchwork.kernel.org',
    'ftp://patchwork.kernel.org',
    'https://user@patchwork.kernel.org',
    'https://patchwork.kernel.org/?project=netdev',
    'https://patchwork.kernel.org/#top',
    '',
  ])('refuses %s', (address) => {
    expect(normalizeInstanceUrl(address)).toBeUndefined();
  });
});
