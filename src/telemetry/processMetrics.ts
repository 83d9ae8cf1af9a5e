import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * The process itself, under the names that prom-client gives them and dashboards know. Its own
 * collectors cannot be ended, and a program that closes a gateway is not always at its end.
 *
 * @returns a function that stops the collection.
 */
export function watchProcess(registers: Registry[]): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0;
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  const lag = 'Event loop lag since the last scrape';
  gauge('nodejs_eventloop_lag_mean_seconds', `${lag}: mean.`, () => seconds(delay.mean));
  gauge('nodejs_eventloop_lag_p50_seconds', `${lag}: median.`, () => seconds(delay.percentile(50)));
  gauge('nodejs_eventloop_lag_p99_seconds', `${lag}: 99th percentile.`, () =>
    seconds(delay.percentile(99)),
  );
  // The last of them to be read, in the order of the registry: it begins the next period.
  gauge('nodejs_eventloop_lag_max_seconds', `${lag}: maximum.`, () => {
    const max = seconds(delay.max);
    delay.reset();
    return max;
  });
  gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', 'Used heap.', () => process.memoryUsage().heapUsed);
  gauge('nodejs_external_memory_bytes', 'Memory outside the heap.', () => {
    return process.memoryUsage().external;
  });
  gauge('process_start_time_seconds', 'Start time of the process, in seconds since 1970.', () =>
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  return () => {
    delay.disable();
  };
}
