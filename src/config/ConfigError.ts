/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** Where it stands: a key path such as `instances[1].timezone`, a flag or a variable's name. */
  readonly path: string;
  /** The file with line and column, where the value comes from a file: `gateway.yml:7:15`. */
  readonly position?: string;
  /** The fault, for example `is "Mars/Olympus"`. Never contains a secret. */
  readonly problem: string;
  /** The expected value, for example `an IANA time zone such as UTC or Europe/Berlin`. */
  readonly remedy: string;
}

/** The configuration cannot be used. Holds every fault that was found. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(
      [
        `the configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:`,
        ...faults.map((fault) => `  ${describeFault(fault)}`),
      ].join('\n'),
    );
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

function describeFault({ path, position, problem, remedy }: ConfigFault): string {
  const place = position === undefined ? path : `${path} (${position})`;
  return `${place} ${problem}; expected ${remedy}`;
}
