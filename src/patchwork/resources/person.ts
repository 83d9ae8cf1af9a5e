import { z } from 'zod';
import { id, text } from '../shape.js';
import type { ListDescription } from '../Resource.js';
import { user } from './user.js';

/** A person inside another object (`PersonEmbeddedSerializer`). */
export const embeddedPerson = z.object({ id, url: text, name: text, email: text });
export type EmbeddedPerson = z.infer<typeof embeddedPerson>;

/** A person as `/people/` gives it: to users only. */
export const person = embeddedPerson.extend({ user: user.nullish() });
export type Person = z.infer<typeof person>;

export const people: ListDescription<Person> = {
  path: 'people',
  row: person,
  filters: { q: {} },
  orders: ['id', 'name', 'email'],
};
