import { readFileSync } from 'node:fs';

/** A query in the documentation with everything that its text states about the answer. */
export interface Recipe {
  /** The heading of its section. */
  readonly title: string;
  readonly query: string;
  /** The ```json block after a line "Variables:". */
  readonly variables: Readonly<Record<string, unknown>>;
  /** `X-Patchwork-Token: ...` in its text; the header to send. */
  readonly token: string | undefined;
  /** `--sample-faults SPEC` in its text: the faults of the sample servers for this query. */
  readonly faults: string | undefined;
  /** "Cost: 3 upstream requests."; undefined if the text does not state it. */
  readonly cost: number | undefined;
  /** "Errors: `CODE`.": the codes of the expected errors. */
  readonly errors: readonly string[];
  /** "Sources: cedar SKIPPED.": the sources that are not OK, as `instance STATUS`. */
  readonly sources: readonly string[];
  /** The ```json block after a line "Answer:": the whole `data`. */
  readonly answer: unknown;
}

/** Reads every ```graphql block of a Markdown file; each is in a separate section. */
export function readRecipes(path: string): readonly Recipe[] {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  return text.split(/^(?=#{1,4} )/m).flatMap((section) => {
    const queries = blocks(section, 'graphql');
    const [query] = queries;
    if (query === undefined) return [];
    const title = /^#+ (.*)/.exec(section)?.[1] ?? '';
    if (queries.length > 1) throw new Error(`${path}: "${title}" has more than one query`);
    return [{ title, query, ...readPromises(section) }];
  });
}

function readPromises(section: string): Omit<Recipe, 'title' | 'query'> {
  const [variables] = blocks(section, 'json', 'Variables:');
  const [answer] = blocks(section, 'json', 'Answer:');
  const cost = /^Cost: (\d+) upstream requests?\.$/m.exec(section)?.[1];
  return {
    variables: variables === undefined ? {} : (JSON.parse(variables) as Record<string, unknown>),
    token: /`X-Patchwork-Token: ([^`]+)`/.exec(section)?.[1],
    faults: /`[^`]*--sample-faults ([^`\s]+)`/.exec(section)?.[1],
    cost: cost === undefined ? undefined : Number(cost),
    errors: listed(section, 'Errors').map((code) => code.replaceAll('`', '')),
    sources: listed(section, 'Sources'),
    answer: answer === undefined ? undefined : JSON.parse(answer),
  };
}

/** The entries of a line such as "Sources: basalt FAILED, cedar SKIPPED." */
function listed(section: string, word: string): readonly string[] {
  const line = new RegExp(`^${word}: (.+)\\.$`, 'm').exec(section)?.[1];
  return line?.split(', ') ?? [];
}

/** Fenced blocks of a language; with `before`, only those directly below that line. */
function blocks(section: string, language: string, before?: string): readonly string[] {
  const label = before === undefined ? '' : `^${before}\n\n`;
  const fence = new RegExp(`${label}^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...section.matchAll(fence)].map(([, body]) => body ?? '');
}
