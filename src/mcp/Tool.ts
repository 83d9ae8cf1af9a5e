import type { z } from 'zod';

/** An answer of the graph. */
export interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[] | undefined;
    readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  }[];
}

/** One operation on behalf of the caller. */
export interface ToolOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly mayWrite: boolean;
}

/** The caller of a tool and the graph that answers it. */
export interface ToolContext {
  /** Sends an operation through the pipeline of every operation. Does not reject for errors that the graph reports. */
  run(operation: ToolOperation): Promise<GraphAnswer>;
  /** Names of the instances for which the caller sent a token. */
  readonly tokens: ReadonlySet<string>;
}

/** Result of a tool. */
export interface ToolFinding {
  /** Written as `key: value`, in this order. */
  readonly found: Readonly<Record<string, unknown>>;
  readonly answer: GraphAnswer;
  /** Lists of sources whose gaps are reported. */
  readonly sources?: unknown;
  /** Further remarks for the reader. */
  readonly notes?: readonly string[];
  /** Whether the server refused a write, or a part of it. */
  readonly isRefused?: boolean;
  /** Cursor of the next page. */
  readonly next?: string | undefined;
}

/** A tool whose arguments have been checked. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly writes: boolean;
  /** @throws BadUserInputError for arguments that cannot be used. */
  run(args: unknown, context: ToolContext): Promise<ToolFinding>;
}

/** Declares a tool; its arguments have the type of its input. */
export function defineTool<Input extends z.ZodObject>(tool: {
  readonly name: string;
  readonly description: string;
  readonly input: Input;
  readonly writes?: boolean;
  readonly run: (args: z.output<Input>, context: ToolContext) => Promise<ToolFinding>;
}): Tool {
  return {
    ...tool,
    writes: tool.writes ?? false,
    run: (args, context) => tool.run(tool.input.parse(args), context),
  };
}
