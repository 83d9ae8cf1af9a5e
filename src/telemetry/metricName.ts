import type { Registry } from 'prom-client';

/** Name, description and registries of a metric, as prom-client takes them. */
export interface MetricName {
  readonly name: string;
  readonly help: string;
  readonly registers: Registry[];
}

/** Names a metric: all metrics of this program start with `patchwork_graphql_`. */
export type NameMetric = (name: string, help: string) => MetricName;

/** @param registers of the metrics to name. */
export function namesIn(registers: Registry[]): NameMetric {
  return (name, help) => ({ name: `patchwork_graphql_${name}`, help, registers });
}
