import { readFileSync } from 'node:fs';

/** What vitest's JSON reporter wrote, or a failed run of no tests where it wrote nothing. */
export function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { success: false, numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
