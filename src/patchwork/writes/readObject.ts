import type { z } from 'zod';
import { jsonOf, type Answer } from '../answers.js';
import type { ObjectName } from '../names.js';
import { requireSubject } from '../requireAsked.js';
import { parseShape } from '../shape.js';

/**
 * Reads the object that a write to its own address answers with.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when it cannot be read or is another one.
 */
export async function readObject<S extends z.ZodType<{ readonly id: number }>>(
  name: ObjectName,
  schema: S,
  answer: Answer,
): Promise<z.infer<S>> {
  const found = parseShape(schema, await jsonOf(answer), answer.origin);
  requireSubject(name, found, answer.origin);
  return found;
}
