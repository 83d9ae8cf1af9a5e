import * as z from 'zod/mini';
import { createStored } from './stored.js';

const settingsSchema = z.object({
  theme: z.catch(z.enum(['system', 'light', 'dark']), 'system'),
  /** Whether single keys are shortcuts (WCAG 2.1.4). */
  keys: z.catch(z.boolean(), true),
  density: z.catch(z.enum(['comfortable', 'compact']), 'comfortable'),
  /** The visitor's addresses, by which the queue knows whose turn it is. */
  me: z.catch(z.array(z.string()), []),
  diff: z.catch(z.enum(['unified', 'split']), 'unified'),
});

/** What the visitor has chosen. */
export type Settings = z.infer<typeof settingsSchema>;

/** What the visitor has chosen, in this browser. */
export const settings = createStored<Settings>('settings', (stored) =>
  settingsSchema.parse(stored ?? {}),
);

/** Changes some of the settings. */
export function changeSettings(changes: Partial<Settings>): void {
  settings.set({ ...settings.get(), ...changes });
}

const viewsSchema = z.catch(z.array(z.object({ name: z.string(), search: z.string() })), []);

/** Queues that the visitor has saved, by the query of their address. */
export const savedViews = createStored('views', (stored) => viewsSchema.parse(stored));

const seenSchema = z.catch(z.record(z.string(), z.string()), {});

/** When each series was last looked at, by global id; the latest thousand. */
export const seen = createStored('seen', (stored) => seenSchema.parse(stored));

const firstVisit = createStored('first-visit', (stored) =>
  z.catch(z.string(), new Date().toISOString()).parse(stored),
);
firstVisit.set(firstVisit.get());

/** When the visitor last looked at a series; before that, when they first opened the dashboard. */
export function seenAt(times: Readonly<Record<string, string>>, id: string): string {
  return times[id] ?? firstVisit.get();
}

/** Remembers that a series was looked at now. */
export function markSeen(id: string): void {
  const { [id]: _before, ...others } = seen.get();
  const kept = Object.entries(others).slice(-999);
  seen.set(Object.fromEntries([...kept, [id, new Date().toISOString()]]));
}
