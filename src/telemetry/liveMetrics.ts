import { Counter, Gauge } from 'prom-client';
import type { NameMetric } from './metricName.js';

const LIVE_STATES = ['CATCHING_UP', 'LIVE', 'LAGGING', 'GAP', 'FAILED'] as const;

/** Why polls may miss events. Each counter begins with 0, for alerts. */
const GAP_REASONS = ['FEED_REWOUND', 'TOO_FAR_BEHIND', 'TRIMMED', 'UNREADABLE'];

/** Something that happened while the events of a server are followed. */
export type LiveObservation =
  | {
      readonly type: 'polled';
      readonly instance: string;
      readonly outcome: string;
      readonly events: number;
    }
  | { readonly type: 'gap'; readonly instance: string; readonly reason: string }
  | { readonly type: 'live-changed' | 'lead' };

/** How far the events of one server are followed. */
export interface LiveReading {
  readonly state: string;
  readonly lagSeconds: number | null;
  readonly intervalSeconds: number | null;
  /** Whether this process polls it. */
  readonly isLeading: boolean;
}

/** Counts polls, events and gaps. */
export function countLive(named: NameMetric): (event: LiveObservation) => void {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ ...named(name, help), labelNames });
  const polls = counter('live_polls_total', 'Polls of events, by outcome.', ['server', 'outcome']);
  const events = counter('live_events_total', 'New events found by polls.', ['server']);
  const gaps = counter('live_gaps_total', 'Spans in which events may have been missed.', [
    'server',
    'reason',
  ]);
  return (event) => {
    if (event.type === 'polled') {
      const { instance: server, outcome } = event;
      for (const reason of GAP_REASONS) gaps.inc({ server, reason }, 0);
      polls.inc({ server, outcome });
      events.inc({ server }, event.events);
    } else if (event.type === 'gap') {
      gaps.inc({ server: event.instance, reason: event.reason });
    }
  };
}

/** Shows how far each server is followed; it is read when Prometheus asks. */
export function showLive(
  named: NameMetric,
  instances: () => readonly { readonly name: string; readonly live: LiveReading | null }[],
): void {
  const gauge = (name: string, help: string, of: (live: LiveReading) => number | null): void => {
    new Gauge({
      ...named(name, help),
      labelNames: ['server'],
      collect() {
        this.reset();
        for (const { name: server, live } of instances()) {
          const value = live === null ? null : of(live);
          if (value !== null) this.set({ server }, value);
        }
      },
    });
  };
  gauge('live_lag_seconds', 'Age of the last successful poll of events.', (live) => {
    return live.lagSeconds;
  });
  gauge('live_interval_seconds', 'Time between two polls of events.', (live) => {
    return live.intervalSeconds;
  });
  gauge('live_leader', '1 while this process polls the events of the server.', (live) => {
    return Number(live.isLeading);
  });
  new Gauge({
    ...named('live_state', '1 for the current state of the event feed of the server.'),
    labelNames: ['server', 'state'],
    collect() {
      this.reset();
      for (const { name: server, live } of instances()) {
        if (live === null) continue;
        for (const state of LIVE_STATES) {
          this.set({ server, state }, Number(live.state === state));
        }
      }
    },
  });
}
