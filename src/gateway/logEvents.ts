import type { CacheEvent } from '../cache/cache.js';
import { IndexUnavailable } from '../corpus/IndexUnavailable.js';
import { GatewayError } from '../errors.js';
import type { FillEvent } from '../filling/Fill.js';
import { HookRefusedError, type HookEvent } from '../hooks/Hook.js';
import type { LiveEvent } from '../live/feed.js';
import type { LiveStoreEvent } from '../live/shared/LiveStore.js';
import type { PolitenessEvent } from '../valkey/Politeness.js';
import type { LineBudget } from '../telemetry/LineBudget.js';
import type { Logger } from '../telemetry/logger.js';
import type { TransportEvent } from '../transport/transport.js';

/**
 * A change of a server's health, for operators who watch the log. One broken address and one that works,
 * requested in turn, change it as often as they are requested.
 */
export function logTransportEvent(
  logger: Logger,
  event: TransportEvent,
  changes: LineBudget,
): void {
  const { type, ...fields } = event;
  const budget = changes.take(type);
  if (budget === undefined) return;
  const line = { event: type, ...fields, ...budget };
  switch (event.type) {
    case 'health-changed':
      if (event.to === 'UP') logger.info(line, 'instance answers');
      else logger.warn(line, 'instance fails');
      break;
    case 'breaker-opened':
      logger.warn(line, 'circuit breaker opened: requests to the instance are refused');
      break;
    case 'breaker-half-open':
      logger.info(line, 'circuit breaker half-open: the instance is probed');
      break;
    case 'breaker-closed':
      logger.warn(line, 'circuit breaker closed: requests to the instance are sent');
  }
}

/** An event of the shared cache. Keys name requests of clients, so they are not logged. */
export function logCacheEvent(logger: Logger, event: CacheEvent, unreadable: LineBudget): void {
  const budget = event.type === 'l2-garbage' ? unreadable.take(event.type) : {};
  if (budget === undefined) return;
  const line = {
    event: event.type,
    ...budget,
    ...('error' in event ? { reason: reasonOf(event.error) } : {}),
  };
  switch (event.type) {
    case 'l2-disconnected':
    case 'l2-paused':
      logger.warn(line, 'the shared cache is unavailable');
      break;
    case 'l2-connected':
    case 'l2-resumed':
      logger.info(line, 'the shared cache is available');
      break;
    case 'l2-garbage':
      logger.warn(line, 'a value in the shared cache is not readable');
      break;
    case 'l2-failed':
    case 'refresh-failed':
      logger.debug(line, 'a call to the shared cache failed');
  }
}

/** How the events of a server are followed. A feed that fails says so once a minute at most. */
export function logLiveEvent(logger: Logger, event: LiveEvent, failures: LineBudget): void {
  const { instance } = event;
  switch (event.type) {
    case 'gap':
      logger.warn({ event: 'live-gap', instance, reason: event.reason }, 'events may be missed');
      break;
    case 'lead':
      logger.info(
        { event: 'live-lead', instance, isLeading: event.isLeading },
        event.isLeading ? 'this process polls the events' : 'this process no longer polls',
      );
      break;
    case 'live-changed': {
      const line = { event: 'live-changed', instance, from: event.from, to: event.to };
      if (event.to === 'LIVE') logger.info(line, 'the event feed is up to date');
      else logger.warn(line, 'the event feed is delayed');
      break;
    }
    case 'polled': {
      const { error } = event;
      if (error?.code === 'INTERNAL_SERVER_ERROR') {
        logger.error({ err: error.cause, instance }, 'the event feed failed');
      } else if (error !== null) {
        const line = failures.take(error.code);
        if (line === undefined) return;
        logger.info(
          { event: 'poll-failed', instance, reason: error.code, ...line },
          'a poll failed',
        );
      }
    }
  }
}

/** Limits that processes keep together. */
export function logPolitenessEvent(logger: Logger, event: PolitenessEvent): void {
  const line = {
    event: event.type,
    ...('error' in event ? { reason: reasonOf(event.error) } : {}),
  };
  if (event.type === 'shared-limits-used')
    logger.info(line, 'limits are shared with other processes');
  else
    logger.warn(line, 'each process applies its limits alone until the store is available again');
}

/** An event of the filling of the index. */
export function logFillEvent(logger: Logger, event: FillEvent, failures: LineBudget): void {
  const { type, instance } = event;
  if (type === 'filled') {
    const { project } = event;
    logger.info(
      { event: 'index-filled', instance, project },
      'all mails of the project are indexed',
    );
  } else if (type === 'repaired') {
    const { project } = event;
    logger.info(
      { event: 'index-repaired', instance, project },
      'events were missed; the lists of the project were read again',
    );
  } else if (type === 'unreadable') {
    const { project, reason } = event;
    const line = failures.take('unreadable');
    if (line === undefined) return;
    logger.warn(
      { event: 'index-unreadable', instance, project, reason, ...line },
      'a mail is not indexed',
    );
  } else if (type === 'failed') {
    const reason = reasonOf(event.error);
    const line = failures.take(event.error instanceof IndexUnavailable ? 'index' : reason);
    if (line === undefined) return;
    logger.warn({ event: 'index-failed', instance, reason, ...line }, 'indexing pauses');
  }
}

/** Logs events of webhooks. Addresses and responses of receivers are not logged. */
export function logHookEvent(logger: Logger, event: HookEvent): void {
  const { type, hook } = event;
  switch (type) {
    case 'hook-delivered':
      logger.debug({ event: type, hook, attempt: event.attempt }, 'webhook delivered');
      break;
    case 'hook-failed': {
      const { attempt, failure, status, retryMs } = event;
      const line = { event: type, hook, attempt, failure, status, retryMs };
      if (retryMs === null) logger.error(line, 'webhook not delivered: all attempts failed');
      else logger.warn(line, 'webhook not delivered: it is retried');
      break;
    }
    case 'hook-disabled':
      logger.error({ event: type, hook, reason: event.reason }, 'webhook disabled');
      break;
    case 'hook-truncated':
      logger.warn({ event: type, hook }, 'the payload of a webhook was truncated');
      break;
    case 'hook-interrupted': {
      const { error } = event;
      // Messages of refusals are ours; others may hold addresses with passwords.
      const reason = error instanceof HookRefusedError ? error.message : reasonOf(error);
      logger.error({ event: type, hook, reason }, 'webhook interrupted');
    }
  }
}

/** An event of the store that replicas share. */
export function logLiveStoreEvent(logger: Logger, event: LiveStoreEvent): void {
  const line = {
    event: event.type,
    ...('error' in event ? { reason: reasonOf(event.error) } : {}),
  };
  switch (event.type) {
    case 'live-store-connected':
      logger.info(line, 'the store of events is used');
      break;
    case 'live-store-disconnected':
      logger.warn(
        line,
        'the store of events is unavailable: events are not followed until it is available again',
      );
      break;
    case 'live-store-evicts':
      logger.warn(
        { ...line, policy: event.policy },
        'the store of events evicts keys, so that events may be missed: set live.url to a server with maxmemory-policy noeviction',
      );
  }
}

/** Code or kind of an error; messages may hold addresses with passwords and requests of clients. */
function reasonOf(error: unknown): string {
  if (error instanceof GatewayError) return error.code;
  // Its messages are ours.
  if (error instanceof IndexUnavailable) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
