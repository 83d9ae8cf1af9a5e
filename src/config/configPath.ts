/** The way to a value in the configuration: keys of mappings and indexes of lists. */
export type ConfigPath = readonly (string | number)[];

/** `['instances', 1, 'timezone']` reads `instances[1].timezone`. */
export function formatPath(path: ConfigPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join('');
}
