import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { RequestEvent } from '../transport/transport.js';

/** How spans leave the program. */
export interface TracingOptions {
  /** Base address of an OTLP receiver over HTTP, without `/v1/traces`. */
  readonly endpoint: string;
  /** Version of this program. */
  readonly version: string;
}

/** How an operation ended. */
interface OperationEnd {
  readonly name: string | null;
  readonly type: string | null;
  readonly hash: string | undefined;
  readonly errorCodes: readonly string[];
}

/** Spans of operations, and of the upstream requests within them. */
export interface Tracing {
  /** @param traceparent of the client, https://www.w3.org/TR/trace-context/. */
  begin(key: object, traceparent: string | undefined): void;
  end(key: object, operation: OperationEnd): void;
  /** The operation is the one that asked first, where several wait for one request. */
  observeUpstream(request: RequestEvent): void;
  /** Sends the remaining spans. */
  close(): Promise<void>;
}

/**
 * Sends a span for each operation and each upstream request to an OTLP receiver. The packages are
 * loaded here, so that a program without tracing does without them. The exporter itself reads the
 * standard variables for headers, timeouts and sampling (OTEL_EXPORTER_OTLP_HEADERS and the like).
 */
export async function startTracing(options: TracingOptions): Promise<Tracing> {
  const provider = await createProvider(options);
  const tracer = provider.getTracer('patchwork-graphql', options.version);
  const operations = new WeakMap<object, { readonly span: Span; readonly within: Context }>();
  return {
    begin: (key, traceparent) => {
      const parent = parentOf(traceparent);
      const span = tracer.startSpan('graphql', { kind: SpanKind.SERVER }, parent);
      operations.set(key, { span, within: trace.setSpan(parent, span) });
    },
    end: (key, { name, type, hash, errorCodes }) => {
      const operation = operations.get(key);
      if (operation === undefined) return;
      const { span } = operation;
      span.updateName([type ?? 'graphql', name].filter(Boolean).join(' '));
      span.setAttributes({
        ...(type !== null && { 'graphql.operation.type': type }),
        ...(name !== null && { 'graphql.operation.name': name }),
        ...(hash !== undefined && { 'graphql.document.hash': hash }),
        ...(errorCodes.length > 0 && { 'patchwork.error.codes': [...new Set(errorCodes)] }),
      });
      if (errorCodes.length > 0) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    observeUpstream: (request) => {
      const { instance, method, path, operation, attempt, status, code } = request;
      const within = operation && operations.get(operation)?.within;
      const span = tracer.startSpan(
        `${method} ${instance}`,
        {
          kind: SpanKind.CLIENT,
          startTime: request.startedAt,
          attributes: {
            'patchwork.instance': instance,
            'http.request.method': method,
            // Values of parameters may be what somebody searches for.
            'url.path': path.split('?')[0] ?? '',
            'http.request.resend_count': attempt,
            ...(status !== undefined && { 'http.response.status_code': status }),
            ...(code !== undefined && { 'error.type': code }),
          },
        },
        within ?? ROOT_CONTEXT,
      );
      if (code !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(request.startedAt + request.durationMs);
    },
    close: () => provider.shutdown(),
  };
}

async function createProvider({ endpoint, version }: TracingOptions) {
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  return new BasicTracerProvider({
    resource: defaultResource()
      .merge(
        resourceFromAttributes({ 'service.name': 'patchwork-graphql', 'service.version': version }),
      )
      // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
}

/** Version 00 of https://www.w3.org/TR/trace-context/#traceparent-header; anything else is ignored. */
function parentOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}
