import { z } from 'zod';
import { flag, id, text } from '../shape.js';
import type { ListDescription } from '../Resource.js';
import { embeddedMail } from './embeddedMail.js';
import { embeddedProject } from './project.js';
import { user } from './user.js';

export const bundle = z.object({
  id,
  url: text,
  /** From API 1.1 on. */
  web_url: text,
  project: embeddedProject.nullish(),
  name: text,
  owner: user.nullish(),
  /** By date and not in the bundle's order. */
  patches: z.array(embeddedMail).nullish(),
  public: flag,
  mbox: text,
});
export type Bundle = z.infer<typeof bundle>;

export const bundles: ListDescription<Bundle> = {
  path: 'bundles',
  row: bundle,
  filters: { project: { many: true }, owner: { many: true }, public: {}, q: {} },
  orders: ['id', 'name', 'owner'],
};
