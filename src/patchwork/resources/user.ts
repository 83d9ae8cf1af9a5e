import { z } from 'zod';
import { flag, id, integer, text } from '../shape.js';
import type { ListDescription } from '../Resource.js';

/** A user inside another object, or as `/users/` gives it: to users only. */
export const user = z.object({
  id,
  url: text,
  username: text,
  first_name: text,
  last_name: text,
  email: text,
  /** One's own record only, from API 1.2 on. */
  settings: z.object({ send_email: flag, items_per_page: integer, show_ids: flag }).nullish(),
});
export type User = z.infer<typeof user>;

export const users: ListDescription<User> = {
  path: 'users',
  row: user,
  filters: { q: {} },
  orders: ['id', 'username', 'email'],
};
