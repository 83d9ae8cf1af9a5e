import { z } from 'zod';
import { flag, id, integer, text, url } from '../shape.js';
import type { ListDescription, Named, ShownValues } from '../ListDescription.js';

/** A user inside another object, or as `/users/` gives it: to users only. */
export const user = z.object({
  id,
  url,
  username: text,
  first_name: text,
  last_name: text,
  email: text,
  /** One's own record only, from API 1.2 on. */
  settings: z.object({ send_email: flag, items_per_page: integer, show_ids: flag }).nullish(),
});
export type User = z.infer<typeof user>;

/** What a filter can name a user by; nobody where the row says that there is none. */
export function userNames(user: User | null | undefined): ShownValues {
  if (user === null) return [];
  return user?.username == null ? null : [user.id, user.username];
}

/** The user that filters by login name compare. */
export function namedUser(user: User | null | undefined): Named | null {
  return user == null ? null : { id: user.id, name: user.username };
}

export const users: ListDescription<User> = {
  path: 'users',
  row: user,
  filters: { q: {} },
  orders: ['id', 'username', 'email'],
};
