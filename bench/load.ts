/** `npm run load`: many clients, three failing servers, and no wrong answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { buildSnapshot } from './buildSnapshot.js';
import { drive, type DriveResult } from './load/drive.js';
import { FaultSchedule } from './load/faultSchedule.js';
import { formatLoad } from './load/formatLoad.js';
import type { LoadOperation } from './load/LoadOperation.js';
import { judgeLoad, type LoadReport } from './load/LoadReport.js';
import { OperationFactory } from './load/OperationFactory.js';
import { readLoadFlags } from './load/readLoadFlags.js';
import { readMemory, readMetrics, startLoadGateway } from './load/startLoadGateway.js';
import type { RunningPeer } from './RunningPeer.js';
import { Upstream } from './Upstream.js';

const SERVERS = { listMs: 20, detailMs: 10, workers: 6 };
/** Without faults: enough concurrency to fill the caches quickly, without queueing. */
const WARM_UP_CONNECTIONS = 20;
/** An open breaker permits a probe after 15 s. */
const RECOVERY_TRIES = 60;
const RECOVERY_PAUSE_MS = 500;
const RECOVERED_AFTER = 3;
const SETTLE_MS = 3000;

const flags = readLoadFlags(process.argv.slice(2));
const tell = (line: string): void => {
  console.error(line);
};
const snapshot = buildSnapshot('patchwork-graphql-load');
const upstream = await Upstream.start(snapshot, undefined, SERVERS);
try {
  const gateway = await startLoadGateway(snapshot, upstream.urls);
  try {
    const report = await run(gateway);
    console.log(formatLoad(report));
    if (report.failures.length > 0) process.exitCode = 1;
  } finally {
    await gateway.process.stop();
  }
} finally {
  await upstream.stop();
}

async function run(gateway: RunningPeer): Promise<LoadReport> {
  const factory = new OperationFactory(flags.seed);
  const operations = factory.createAll();
  const schedule = new FaultSchedule(
    (instance, faults) => upstream.setFaults(instance, faults),
    () => performance.now(),
  );
  const common = {
    url: gateway.url,
    seed: flags.seed,
    excuses: (instance: string, askedAtMs: number): boolean =>
      schedule.excuses(instance, askedAtMs),
  };

  tell(`warm-up: each of ${String(operations.length)} queries`);
  const waiting = [...operations];
  const warmUp = await drive({
    ...common,
    connections: WARM_UP_CONNECTIONS,
    next: () => waiting.pop(),
  });
  const before = await readMemory(gateway);
  // Lag is reported since the previous call.
  await readMetrics(gateway);
  await upstream.resetTraffic();
  gateway.process.resetPeak();

  tell(`load: ${String(flags.connections)} connections, ${String(flags.seconds)} s`);
  const cpuMsBefore = await gateway.process.cpuMs();
  const endMs = performance.now() + flags.seconds * 1000;
  const pick = (random: () => number): LoadOperation | undefined =>
    performance.now() < endMs ? operations[Math.floor(random() * operations.length)] : undefined;
  const [load] = await Promise.all([
    drive({ ...common, connections: flags.connections, next: pick }),
    schedule.run(flags.seconds * 1000, tell),
  ]);
  const metrics = await readMetrics(gateway);
  const cpuMs = (await gateway.process.cpuMs()) - cpuMsBefore;
  const traffic = await upstream.traffic();
  const peakMiB = gateway.process.peakMiB();

  tell('recovery');
  const recoverySeconds = await recover(() => {
    const fresh = [factory.patches()];
    return drive({ ...common, connections: 1, next: () => fresh.pop() });
  });
  await pause(SETTLE_MS);
  const after = await readMemory(gateway);
  const lagP99Ms = 1000 * (metrics.get('nodejs_eventloop_lag_p99_seconds') ?? NaN);
  return judgeLoad({
    flags,
    warmUp,
    load,
    lagP99Ms,
    cpuMs,
    recoverySeconds,
    upstreamRequests: traffic.requests,
    memory: { before, peakMiB, after },
  });
}

/** Seconds until new queries are answered completely; NaN if they never are. */
async function recover(ask: () => Promise<DriveResult>): Promise<number> {
  const startedMs = performance.now();
  let right = 0;
  for (let tries = 0; tries < RECOVERY_TRIES; tries += 1) {
    const { whole } = await ask();
    right = whole === 1 ? right + 1 : 0;
    if (right === RECOVERED_AFTER) return (performance.now() - startedMs) / 1000;
    if (right === 0) await pause(RECOVERY_PAUSE_MS);
  }
  return NaN;
}
