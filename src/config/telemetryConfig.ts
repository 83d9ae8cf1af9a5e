import { z } from 'zod';
import { LOG_FORMATS, LOG_LEVELS } from '../telemetry/logger.js';
import { flag, integer, text, webAddress } from './configValues.js';

/** Log lines on standard error. */
export const logging = z
  .strictObject({
    /** Lines below this level are dropped. */
    level: z
      .enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`)
      .default('info')
      .describe('minimum level of log lines'),
    /** `auto`: text where standard error is a terminal, else JSON. */
    format: z
      .enum(LOG_FORMATS, `one of ${LOG_FORMATS.join(', ')}`)
      .default('auto')
      .describe('`json` (an object per line), `pretty` (text) or `auto`: text on a terminal'),
  })
  .readonly()
  .prefault({});

/** Metrics for Prometheus. */
export const metrics = z
  .strictObject({
    /** For Prometheus. They show the names of the instances and the load, but no secrets. */
    enabled: flag().default(true).describe('whether `/metrics` is served, for Prometheus'),
    /** Takes effect with `port` only. */
    host: text('a host name or an IP address')
      .optional()
      .describe('address of the separate listener for `/metrics`; default: `listen.host`'),
    /** Then the public port has no `/metrics`. 0 takes any free port. */
    port: integer(0, 65_535)
      .optional()
      .describe('port of a separate listener for `/metrics`; default: the port of the graph'),
  })
  .refine(({ host, port }) => host === undefined || port !== undefined, {
    path: ['port'],
    error: 'a port, since metrics.host is set',
  })
  .readonly()
  .prefault({});

/** Traces for OpenTelemetry. */
export const tracing = z
  .strictObject({
    /** Without it nothing of OpenTelemetry is loaded. OTEL_EXPORTER_OTLP_ENDPOINT sets it too. */
    endpoint: webAddress('the address of an OTLP receiver such as http://127.0.0.1:4318')
      .optional()
      .describe('URL of an OTLP receiver (HTTP) for traces; default: no traces'),
  })
  .readonly()
  .prefault({});
