import { z } from 'zod';
import { id, text, url } from '../shape.js';
import type { ListDescription, ShownValues } from '../ListDescription.js';
import { user } from './user.js';

/** A person inside another object (`PersonEmbeddedSerializer`). */
export const embeddedPerson = z.object({ id, url, name: text, email: text });
export type EmbeddedPerson = z.infer<typeof embeddedPerson>;

/** What `?submitter=` can name the submitter of a row by. */
export function submitterNames({
  submitter,
}: {
  readonly submitter?: EmbeddedPerson | null | undefined;
}): ShownValues {
  return submitter?.email == null ? null : [submitter.id, submitter.email];
}

/** A person as `/people/` gives it: to users only. */
export const person = embeddedPerson.extend({ user: user.nullish() });
export type Person = z.infer<typeof person>;

export const people: ListDescription<Person> = {
  path: 'people',
  row: person,
  filters: { q: {} },
  orders: ['id', 'name', 'email'],
};
