import { z } from 'zod';
import { flag, id, listOf, text, url } from '../shape.js';
import type { ListDescription } from '../ListDescription.js';
import { embeddedMail } from './embeddedMail.js';
import { embeddedProject, namedProject, projectNames } from './project.js';
import { namedUser, user, userNames } from './user.js';

export const bundle = z.object({
  id,
  url,
  /** From API 1.1 on. */
  web_url: url,
  project: embeddedProject.nullish(),
  name: text,
  owner: user.nullish(),
  /** By date and not in the bundle's order; see `bundleMbox`. */
  patches: listOf(embeddedMail).nullish(),
  public: flag,
  mbox: url,
});
export type Bundle = z.infer<typeof bundle>;

export const bundles: ListDescription<Bundle> = {
  path: 'bundles',
  row: bundle,
  filters: {
    project: { many: true, named: namedProject, shows: projectNames },
    owner: {
      many: true,
      named: ({ owner }) => namedUser(owner),
      shows: ({ owner }) => userNames(owner),
    },
    public: { shows: (row) => (row.public == null ? null : [String(row.public)]) },
    q: {},
  },
  orders: ['id', 'name', 'owner'],
};
