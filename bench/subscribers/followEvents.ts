/** Events of a Patchwork server, polled for the servers with which the gateway is compared. */
import { z } from 'zod';

const rowSchema = z.object({
  id: z.number(),
  category: z.string(),
  date: z.string(),
  project: z.object({ id: z.number(), name: z.string(), link_name: z.string() }),
  payload: z.object({
    patch: z.object({ id: z.number(), name: z.string(), msgid: z.string() }).optional(),
  }),
});
export type Row = z.output<typeof rowSchema>;

/** Polls continuously, and passes on new events. */
export async function followEvents(
  upstream: string,
  pollMs: number,
  onRows: (rows: readonly Row[]) => void,
): Promise<void> {
  let last = 0;
  let isFirst = true;
  for (;;) {
    const response = await fetch(`${upstream}/api/1.3/events/?order=-date&per_page=100`);
    const rows = z.array(rowSchema).parse(await response.json());
    const fresh = rows.filter(({ id }) => id > last).reverse();
    last = Math.max(last, ...rows.map(({ id }) => id));
    if (fresh.length > 0 && !isFirst) onRows(fresh);
    isFirst = false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** The fields that the benchmark's subscription selects. */
export function deliveryOf(rows: readonly Row[]) {
  return {
    cursor: String(rows.at(-1)?.id ?? 0),
    gaps: [],
    events: rows.map(({ id, category, date, project, payload: { patch } }) => ({
      __typename: 'PatchCreatedEvent',
      databaseId: id,
      category: category.toUpperCase().replaceAll('-', '_'),
      date: `${date}Z`,
      project: { id: String(project.id), name: project.name, linkName: project.link_name },
      patch: patch && { id: String(patch.id), name: patch.name, messageId: patch.msgid },
    })),
  };
}
