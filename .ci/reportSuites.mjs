import { mkdirSync, writeFileSync } from 'node:fs';

/**
 * A reporter of vitest for what its JSON reporter leaves out: why hooks of a suite failed. In the form of that
 * reporter, in a file of coverage/, and only if there are any.
 */
export default class SuiteReporter {
  #failed = [];

  onTestSuiteResult(suite) {
    const errors = suite.errors();
    if (errors.length === 0) return;
    const message = errors.map(({ message, stack }) => stack ?? message).join('\n');
    const name = `${suite.module.relativeModuleId} > ${suite.fullName}`;
    this.#failed.push({ name, status: 'failed', message, assertionResults: [] });
  }

  onTestRunEnd() {
    if (this.#failed.length === 0) return;
    mkdirSync('coverage', { recursive: true });
    const results = { success: false, testResults: this.#failed };
    writeFileSync(`coverage/suites-${process.pid}.json`, JSON.stringify(results));
  }
}
