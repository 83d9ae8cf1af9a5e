/** The months of a span of date keys, each limited to the span, newest first. */
export function monthsOf({
  since,
  before,
}: {
  readonly since: string;
  readonly before: string;
}): readonly { readonly since: string; readonly before: string }[] {
  const spans: { since: string; before: string }[] = [];
  let at = since;
  while (at < before) {
    const next = new Date(`${at.slice(0, 7)}-01T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const end = next.toISOString().slice(0, 19);
    spans.push({ since: at, before: end < before ? end : before });
    at = end;
  }
  return spans.reverse();
}
