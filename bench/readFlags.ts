import { Command, InvalidArgumentError } from 'commander';
import { PEERS } from './peers.js';
import { WORKLOAD_NAMES, type WorkloadName } from './workloads.js';

/** The flags of the benchmark. */
export interface Flags {
  readonly peers: readonly string[];
  readonly workloads: readonly WorkloadName[];
  /** Processes of each peer, one after another. */
  readonly processes: number;
  /** Measured runs in each process. */
  readonly repetitions: number;
  readonly warmUps: number;
  readonly listMs: number;
  readonly detailMs: number;
  readonly workers: number;
  readonly throughput: boolean;
  readonly coldStart: boolean;
  readonly profile: boolean;
  readonly out?: string | undefined;
  readonly write: boolean;
  readonly withMesh?: string | undefined;
}

interface Options extends Omit<Flags, 'peers' | 'workloads' | 'repetitions'> {
  readonly only?: readonly string[];
  readonly workloads?: readonly WorkloadName[];
  readonly reps: number;
  readonly quick?: boolean;
}

/** Parses the command line; exits with a message if it is invalid. */
export function readFlags(parameters: readonly string[]): Flags {
  const program = new Command('bench')
    .description('Runs the workloads against the gateway and its alternatives.')
    .option('--only <peers>', `peers to run: ${Object.keys(PEERS).join(',')}`, peerNames)
    .option('--workloads <names>', `workloads to run: ${WORKLOAD_NAMES.join(',')}`, workloadNames)
    .option('--processes <number>', 'processes of each peer, one after another', atLeast(1), 3)
    .option('--reps <number>', 'measured repetitions in each process', atLeast(1), 5)
    .option('--warm-ups <number>', 'warm-up repetitions in each process', atLeast(1), 10)
    .option('--quick', '3 repetitions after 2 warm-ups in one process')
    .option('--list-ms <ms>', 'delay of a list', atLeast(0), 20)
    .option('--detail-ms <ms>', 'delay of everything else', atLeast(0), 10)
    .option('--workers <number>', 'concurrent requests of a sample server', atLeast(1), 6)
    .option('--no-throughput', 'omit the requests per second of a cached dashboard')
    .option('--no-cold-start', 'omit the starts of new processes')
    .option('--profile', 'take CPU profiles instead of measuring', false)
    .option('--out <file>', 'write the results as JSON')
    .option('--write', 'write docs/benchmarks.md, profiles of missed targets included', false)
    .option('--with-mesh <folder>', 'folder in which GraphQL Mesh and Hive Gateway are installed')
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows all options)');
  program.parse(parameters, { from: 'user' });
  const {
    only,
    workloads,
    processes,
    reps,
    quick = false,
    warmUps,
    ...rest
  } = program.opts<Options>();
  return {
    ...rest,
    peers: only ?? Object.keys(PEERS),
    workloads: workloads ?? WORKLOAD_NAMES,
    processes: quick ? 1 : processes,
    repetitions: quick ? 3 : reps,
    warmUps: quick ? 2 : warmUps,
  };
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`It must be a whole number of at least ${String(least)}.`);
  };
}

function peerNames(text: string): string[] {
  return text.split(',').map((name) => known(name, Object.keys(PEERS), 'peer'));
}

function workloadNames(text: string): WorkloadName[] {
  return text.split(',').map((name) => known(name, WORKLOAD_NAMES, 'workload'));
}

function known<Name extends string>(name: string, names: readonly Name[], kind: string): Name {
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Unknown ${kind} "${name}"; known are ${names.join(', ')}.`);
}
