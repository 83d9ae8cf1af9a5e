import type { Comparison, Difference } from './compareServer.js';

/** Writes a comparison for people. */
export function formatComparison(baseUrl: string, comparison: Comparison): string {
  const { server, version, requestCount, compared, skipped, differences, notes } = comparison;
  const differing = new Set(differences.map(({ kind }) => kind));
  const lines = [
    `${baseUrl}: Patchwork with API ${server.versions.join(', ')}; ` +
      `compared at API ${version} with the sample server of release ${server.release}`,
    `${count(requestCount, 'request')} sent; ${count(compared.length, 'kind')} of requests compared, ` +
      `${String(compared.length - differing.size)} of them of the same shape`,
    ...section('Other shapes', differences),
    ...section('Possibly due to different data', notes),
  ];
  if (skipped.length > 0) lines.push(`Not compared, no objects found: ${skipped.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function section(title: string, differences: readonly Difference[]): readonly string[] {
  if (differences.length === 0) return [];
  return [
    `${title}:`,
    ...differences.map(({ kind, path, message }) => `  ${kind}: ${path}: ${message}`),
  ];
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
