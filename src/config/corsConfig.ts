import { z } from 'zod';
import { splitText } from './configValues.js';

/** Pages of other origins. */
export const cors = z
  .strictObject({
    /** Origins whose pages may call the gateway; `*` admits all. Default: none but our own. */
    origins: z
      .preprocess(
        splitText,
        z
          .array(
            z
              .string()
              .regex(/^(?:\*|https?:\/\/[^/\s]+)$/, 'an origin such as https://example.org, or *'),
            'a list of origins',
          )
          .readonly(),
      )
      .default([])
      .describe('origins whose pages may call the gateway; `*` allows all'),
  })
  .readonly()
  .prefault({});
