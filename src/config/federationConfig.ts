import { z } from 'zod';
import { flag, text } from './configValues.js';

/** The graph as a part of a larger one: docs/supergraph.md. */
export const federation = z
  .strictObject({
    /** Loads the packages of Apollo Federation. */
    enabled: flag()
      .default(false)
      .describe('whether the graph is a subgraph of Apollo Federation 2'),
    /** Scalars, PageInfo and the root types keep their names. */
    typePrefix: text('a name such as Patchwork')
      .regex(
        /^[A-Z][A-Za-z0-9]{0,31}$/,
        'at most 32 letters and digits, starting with an uppercase letter, such as Patchwork',
      )
      .optional()
      .describe('what the names of the types begin with in the subgraph'),
    /** `node` and `nodes` keep their names. */
    fieldPrefix: text('a name such as patchwork')
      .regex(
        /^[a-z][A-Za-z0-9]{0,30}_?$/,
        'at most 32 letters and digits, starting with a lowercase letter, such as patchwork; it may end with _',
      )
      .optional()
      .describe(
        'what the names of the fields of Query, Mutation and Subscription begin with in the subgraph',
      ),
  })
  .readonly()
  .prefault({});
