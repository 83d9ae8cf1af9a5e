import { z } from 'zod';
import { splitText, text } from './configValues.js';

/** People, bots and the meaning of states in the review queue. */
export const review = z
  .strictObject({
    /** Joins the addresses of one person. Read at the start and at each reload. */
    mailmapFile: text('the path of a mailmap')
      .optional()
      .describe('path of a mailmap (gitmailmap), which names the addresses of one person'),
    /** CI and patch bots; `+detail` belongs to the address. */
    bots: z
      .preprocess(
        splitText,
        z
          .array(
            z
              .string('an email address')
              .trim()
              .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an email address'),
            'a list of email addresses',
          )
          .readonly(),
      )
      .default([])
      .describe('email addresses of bots; their replies are not evaluated'),
    /** For the review queue; slugs, as REST shows them. */
    authorStates: z
      .preprocess(
        splitText,
        z
          .array(
            z
              .string('a slug')
              .trim()
              .regex(/^[\w-]+$/, 'a slug such as changes-requested'),
            'a list of slugs',
          )
          .readonly(),
      )
      .default(['changes-requested', 'needs-info'])
      .describe('slugs of the patch states in which the author has to act'),
  })
  .readonly()
  .prefault({});
