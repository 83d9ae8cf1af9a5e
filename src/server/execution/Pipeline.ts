import { Kind, type GraphQLError, type OperationDefinitionNode } from 'graphql';
import { GatewayError } from '../../errors.js';
import type { CostAccount, Gateway } from '../../graphql/context.js';
import { estimateCost } from '../../graphql/estimateCost.js';
import {
  acceptedSubscription,
  type AcceptedOperation,
  type AcceptedSubscription,
} from './acceptedSubscription.js';
import { AnswerBudget, type AnswerLimits } from './AnswerBudget.js';
import { AnswerWriter, isAborted, OK, outcomeOf, type Written } from './AnswerWriter.js';
import { chooseOperation, type ChosenOperation } from './chooseOperation.js';
import {
  createOperation,
  sumOf,
  type OperationContext,
  type OperationLimits,
} from './createOperation.js';
import { DocumentStore, type PreparedDocument } from './DocumentStore.js';
import type { Schemas } from './schemaOf.js';
import { ErrorCollector } from './ErrorCollector.js';
import { EventLoopTurn } from './EventLoopTurn.js';
import { executePlan } from './Execution.js';
import type { ErrorFormatter } from './formatError.js';
import type { DocumentLimits } from './judgeDocument.js';
import {
  CachedResponse,
  waitFor,
  type ResponseCache,
  type SharedExecution,
} from './ResponseCache.js';
import type {
  OperationAnswer,
  OperationOutcome,
  OperationRequest,
  PipelineCaller,
} from './OperationRequest.js';
import { bodyOf, textOf } from './answerBody.js';
import type { OperationEnd, OperationObserver } from './operationObserver.js';
import { readVariables, type Variables } from './readVariables.js';
import { refusalOf } from './Refusal.js';

/** Bounds of an operation, of its document and of its answer. */
export interface PipelineLimits extends OperationLimits, DocumentLimits, AnswerLimits {
  readonly maxCompiledSelections: number;
}

export interface PipelineOptions extends Schemas {
  readonly gateway: Gateway;
  readonly limits: PipelineLimits;
  /** Whether documents may ask for the schema. */
  readonly introspection: boolean;
  readonly responseCache: ResponseCache;
  readonly observer: OperationObserver;
  readonly formatError: ErrorFormatter;
}

/** Enough to find an operation without a name in the log. */
const MAX_LOGGED_FIELDS = 5;
/** Names are the client's to choose, so they are cut. */
const MAX_NAME_LENGTH = 100;

/** Results of the steps so far; passed to the observer after any step. */
interface Progress {
  readonly request: OperationRequest;
  readonly caller: PipelineCaller;
  readonly context: OperationContext;
  prepared?: PreparedDocument;
  chosen?: ChosenOperation;
  /** Its own execution, where others may rely on it. */
  execution?: SharedExecution;
  /** The execution of an identical operation that it relies on. */
  joined?: SharedExecution;
}

/** Processes every operation, from the request of a client to the text of its response. */
export class Pipeline {
  readonly #documents: DocumentStore;
  readonly #answers: AnswerWriter;
  readonly #turn = new EventLoopTurn();
  /** Of operations without variables, which cost the same each time. */
  readonly #estimates = new WeakMap<OperationDefinitionNode, number>();

  readonly #options: PipelineOptions;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#documents = new DocumentStore(options);
    this.#answers = new AnswerWriter(options.limits, options.formatError);
  }

  /** Never rejects: errors are part of the answer. */
  async run(request: OperationRequest, caller: PipelineCaller): Promise<OperationAnswer> {
    const { gateway, limits, observer } = this.#options;
    const context = createOperation(gateway, limits, caller);
    const progress: Progress = { request, caller, context };
    const onGone = (): void => {
      const giveUp = (): void => {
        context.end(new Error('the client has disconnected'));
      };
      progress.joined?.leave(context);
      if (progress.execution === undefined) giveUp();
      else progress.execution.abandon(giveUp);
    };
    caller.signal?.addEventListener('abort', onGone, { once: true });
    const isObserved = request.isUnobserved !== true;
    const end = isObserved ? observer.begin(context, request.traceparent) : undefined;
    let written: Written;
    try {
      written = await this.#steps(progress);
    } catch (error) {
      written = this.#answers.refuse(progress, error);
    }
    caller.signal?.removeEventListener('abort', onGone);
    progress.joined?.leave(context);
    caller.share?.settle(sumOf(context.requestCounts));
    context.end();
    end?.(context, endOf(progress, written));
    return outcomeOf(written);
  }

  /**
   * Checks a subscription as each of its deliveries is checked, without executing anything.
   *
   * @param begin begins it; an error that it throws becomes a refusal.
   * @returns the result of `begin`, or the refusal.
   */
  open<T>(
    request: OperationRequest,
    caller: PipelineCaller,
    begin: (accepted: AcceptedSubscription) => T,
  ): { readonly begun: T } | { readonly refusal: OperationOutcome } {
    const { gateway, limits, observer } = this.#options;
    const context = createOperation(gateway, limits, caller);
    const progress: Progress = { request: { ...request, delivery: {} }, caller, context };
    const end = observer.begin(context, request.traceparent);
    try {
      return { begun: begin(acceptedSubscription(this.#accept(progress))) };
    } catch (error) {
      const refused = error instanceof GatewayError ? refusalOf(error) : error;
      const written = this.#answers.refuse(progress, refused);
      end(context, endOf(progress, written));
      return { refusal: outcomeOf(written) };
    } finally {
      caller.share?.settle(0);
      context.end();
    }
  }

  /** All that comes before execution. @throws Refusal */
  #accept(progress: Progress): AcceptedOperation {
    const { request, caller, context } = progress;
    const { introspection, limits } = this.#options;
    const prepared = (progress.prepared = this.#documents.prepare(request.query));
    const { schema } = prepared;
    const chosen = (progress.chosen = chooseOperation(schema, prepared, {
      name: request.operationName,
      mayWrite: request.mayWrite,
      isSubscription: request.delivery !== undefined,
    }));
    if (caller.badTokens !== undefined) throw refusalOf(caller.badTokens);
    if (caller.badPatience !== undefined) throw refusalOf(caller.badPatience);
    const sent = request.variables ?? {};
    const variables = readVariables(schema, chosen.operation, sent, {
      introspection,
      maxErrors: limits.maxErrors,
    });
    context.cost.estimatedRequests = this.#estimate(progress, prepared, chosen, variables);
    judgeCost(context.cost);
    caller.share?.reserve(context.cost.estimatedRequests);
    return { prepared, chosen, variables };
  }

  async #steps(progress: Progress): Promise<Written> {
    const { request, caller, context } = progress;
    const { responseCache } = this.#options;
    const accepted = this.#accept(progress);
    const { prepared, chosen } = accepted;
    const sent = request.variables ?? {};
    const { operation } = chosen;
    const question = { prepared, operation, variables: sent, context };
    let kept = request.wantsReport ? null : responseCache.find(question);
    const same = typeof kept === 'string' ? responseCache.underWay(kept) : undefined;
    if (same !== undefined) {
      progress.joined = same;
      same.join(context);
      await waitFor(same, caller.patienceMs);
      kept = responseCache.find(question);
    }
    if (kept instanceof CachedResponse) {
      return { head: OK, body: kept.body, errors: [], hasData: true };
    }
    if (kept === null) {
      return this.#answers.write(progress, await this.#execute(accepted, progress));
    }
    const execution = (progress.execution = responseCache.begin(kept));
    try {
      const result = await this.#execute(accepted, progress);
      const written = this.#answers.write(progress, result);
      // Errors are not formatted for a client who has disconnected, so those of the result count.
      if (result.errors.length === 0 && written.hasData) {
        const body = bodyOf(textOf(written.body));
        responseCache.keep(kept, body, context);
        return { ...written, body };
      }
      return written;
    } finally {
      execution.end();
    }
  }

  #estimate(
    { caller }: Progress,
    { fragments, schema }: PreparedDocument,
    { operation }: ChosenOperation,
    variables: Variables,
  ): number {
    const tokenCount = caller.tokens.size;
    const isSame = tokenCount === 0 && !operation.variableDefinitions?.length;
    const known = isSame ? this.#estimates.get(operation) : undefined;
    if (known !== undefined) return known;
    const { gateway } = this.#options;
    const instanceCount = gateway.clients.size;
    const estimate = estimateCost({
      schema,
      operation,
      fragments,
      variables,
      instanceCount,
      tokenCount,
    });
    if (isSame) this.#estimates.set(operation, estimate);
    return estimate;
  }

  async #execute(
    { prepared, chosen: { operation, rootType }, variables }: AcceptedOperation,
    { request, context }: Progress,
  ): Promise<{ data: Record<string, unknown> | null; errors: readonly GraphQLError[] }> {
    const { limits } = this.#options;
    const errors = new ErrorCollector(limits.maxErrors);
    const data = await executePlan({
      plan: this.#documents.planOf(prepared, operation, variables),
      rootType,
      rootValue: request.delivery,
      context,
      budget: new AnswerBudget(limits, context.end),
      errors,
      turn: this.#turn,
      batches: context.batches,
      signal: context.scope.signal,
    });
    this.#documents.countPlans(prepared);
    return { data, errors: errors.list() };
  }
}

function endOf({ caller, chosen, prepared }: Progress, written: Written): OperationEnd {
  return {
    name: chosen?.operation.name?.value,
    type: chosen?.operation.operation ?? null,
    hash: prepared?.hash,
    errors: written.errors,
    hasData: written.hasData,
    isAborted: isAborted(caller),
    sender: caller.sender,
    fields: chosen && fieldsOf(chosen.operation),
  };
}

function fieldsOf({ selectionSet }: OperationDefinitionNode): string[] {
  return selectionSet.selections.slice(0, MAX_LOGGED_FIELDS).map((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return '...';
    const { value } = selection.name;
    return (selection.kind === Kind.FIELD ? value : `...${value}`).slice(0, MAX_NAME_LENGTH);
  });
}

/**
 * Refuses an operation that is bound to run out of its upstream requests, before it makes the first
 * one. An operation within the limit may still be cut off by it, because an estimate is not a guarantee.
 *
 * @throws Refusal QUERY_TOO_EXPENSIVE.
 */
function judgeCost({ estimatedRequests, limit }: CostAccount): void {
  if (estimatedRequests <= limit) return;
  throw refusalOf(
    new GatewayError(
      `This operation would take about ${String(estimatedRequests)} upstream requests, and ${String(limit)} are allowed (limits.maxUpstreamRequestsPerInstance for each instance). Request smaller pages (first), fewer instances, or fewer fields that cost a request for each row; the descriptions of the fields state their costs`,
      {
        code: 'QUERY_TOO_EXPENSIVE',
        estimatedRequests,
        limit: 'maxUpstreamRequestsPerInstance',
        maximum: limit,
      },
    ),
  );
}
