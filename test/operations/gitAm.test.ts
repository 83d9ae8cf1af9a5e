import { parsePatch } from 'diff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import { Git } from '../mail/git.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const MAIL_START = 'From git@z Thu Jan  1 00:00:00 1970\n';

/** Series that cannot be applied by their nature, by name, with the answer that reports it. */
const UNAPPLICABLE: readonly (readonly [RegExp, number, string])[] = [
  // A pull request has no diff.
  [/^\[GIT,PULL\] /, 409, 'Patch 1 is missing'],
  // The captured cover letter has no patches.
  [/^This series adds support for Equal-Cost Multi-Path/, 409, 'are missing'],
];

/** Patches that git cannot apply by their nature, by title. */
const UNFIT: readonly RegExp[] = [
  // A binary delta requires the original file, which the sample data does not have.
  /^img: a new logo$/,
  // A combined diff.
  /^queue: merge both fixes$/,
  // A mailer wrapped a line, so its hunk is corrupt.
  /^queue: trace when it stops$/,
];

interface Series {
  readonly databaseId: number;
  readonly name: string | null;
  readonly instance: { readonly name: string };
  readonly applyMbox: {
    readonly patches: readonly {
      readonly name: string;
      readonly diff: string | null;
    }[];
    readonly addedTrailers: readonly {
      readonly patch: { readonly name: string };
      readonly trailer: {
        readonly name: string;
        readonly value: string;
        readonly note: string | null;
      };
    }[];
  };
}

/** A mail and the tree that it applies to. */
interface Mail {
  readonly series: string;
  readonly text: string;
  readonly title: string;
  readonly base: number;
  readonly trailers: readonly string[];
}

describe.skipIf(lacks('git'))('the mailboxes of all series of the sample data', () => {
  const git = new Git();
  let gateway: TestGateway;
  let all: readonly Series[] = [];
  const answers = new Map<Series, { readonly status: number; readonly text: string }>();

  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: createDemoStates().map(({ name, state }) => ({ name, state })),
      limits: { maxUpstreamRequestsPerInstance: 5_000 },
    });
    const { seriesList } = await gateway.data<{ seriesList: { nodes: readonly Series[] } }>(
      `{ seriesList(first: 250) { nodes { databaseId name instance { name }
           applyMbox(options: {allowIncomplete: true}) {
             patches { name diff } addedTrailers { patch { name } trailer { name value note } } } } } }`,
    );
    all = seriesList.nodes;
    for (const series of all) {
      const { databaseId, instance } = series;
      const path = `/mbox/${instance.name}/${String(databaseId)}?allowIncomplete=true`;
      const response = await fetch(`${gateway.url}${path}`);
      answers.set(series, { status: response.status, text: await response.text() });
    }
  });
  afterAll(async () => {
    await gateway.close();
    git.remove();
  });

  it('exist, except for those that cannot be applied by their nature', () => {
    const failed = all.flatMap((series) => {
      const answer = answers.get(series);
      return answer === undefined || answer.status === 200 ? [] : [{ series, answer }];
    });
    for (const { series, answer } of failed) {
      const known = UNAPPLICABLE.find(([name]) => name.test(series.name ?? ''));
      expect(known, series.name ?? '').toBeDefined();
      expect(answer.status).toBe(known?.[1]);
      expect(answer.text).toContain(known?.[2]);
    }
    expect(all.length - failed.length).toBeGreaterThan(160);
  });

  it('can be applied by git am, with the trailers at the end of their messages', () => {
    const { mails, bases } = prepare(all.filter((series) => answers.get(series)?.status === 200));
    git.run(['init', '-q']);
    git.run(['fast-import', '--quiet'], bases.join(''));
    const failed = new Set(
      mails.filter(({ text, base }) => {
        git.run(['reset', '-q', '--hard', `refs/bases/${String(base)}`]);
        return git.try(['am', '-q'], text).status !== 0 && git.try(['am', '--abort']).status === 0;
      }),
    );
    const unexpected = mails.filter(
      (mail) => failed.has(mail) !== UNFIT.some((title) => title.test(mail.title)),
    );
    expect(unexpected.map(({ series, title }) => `${series}: ${title}`)).toEqual([]);
    const applied = mails.filter((mail) => !failed.has(mail));
    const made = git
      .run(['log', '-g', '--format=%gs%x01%s%x01%(trailers:only,unfold)%x00', 'HEAD'])
      .split('\0\n')
      .map((entry) => entry.split('\u0001'))
      .filter(([how = '']) => how.startsWith('am:'))
      .reverse();
    expect(made).toHaveLength(applied.length);
    for (const [index, { title, trailers }] of applied.entries()) {
      const [, subject, found = ''] = made[index] ?? [];
      // Patchwork truncates long names; without a name, git uses the first line of the text.
      expect(subject?.startsWith(title), title).toBe(true);
      expect(found.split('\n')).toEqual(expect.arrayContaining([...trailers]));
    }
    expect(mails.flatMap(({ trailers }) => trailers).length).toBeGreaterThan(50);
  });

  /** Patches of one series change the same lines independently, so each mail has its own base. */
  function prepare(applied: readonly Series[]): { mails: Mail[]; bases: string[] } {
    const mails: Mail[] = [];
    const bases: string[] = [];
    for (const series of applied) {
      const { patches, addedTrailers } = series.applyMbox;
      const texts = answers.get(series)?.text.split(MAIL_START).slice(1) ?? [];
      expect(texts).toHaveLength(patches.length);
      for (const [index, { name, diff }] of patches.entries()) {
        const given = addedTrailers.filter(({ patch }) => patch.name === name);
        mails.push({
          series: `${series.instance.name} ${String(series.databaseId)}`,
          text: `${MAIL_START}${texts[index] ?? ''}`,
          title: name.replace(/^(?:\[[^\]]*\]\s*)+/, ''),
          base: bases.length,
          trailers: given.map(({ trailer: { name: kind, value, note } }) =>
            [`${kind}: ${value}`, note ?? ''].join(' ').trim(),
          ),
        });
        bases.push(writeBase(bases.length, diff ?? ''));
      }
    }
    return { mails, bases };
  }
});

function writeBase(index: number, diff: string): string {
  const files = Array.from(
    readPreimages(diff),
    ([path, text]) =>
      `M 100644 inline "${path}"\ndata ${String(Buffer.byteLength(text))}\n${text}\n`,
  );
  return `commit refs/bases/${String(index)}\ncommitter A <a@b.example> 0 +0000\ndata 0\n${files.join('')}\n`;
}

/** The files to which a diff applies, as far as they can be derived from it. */
function readPreimages(sent: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  // A mail that uses CRLF throughout.
  const diff = /^[^\n]*\r\n/.test(sent) ? sent.replaceAll('\r\n', '\n') : sent;
  for (const { oldFileName = '/dev/null', hunks } of parse(diff.replace(/\n-- \n[^]*$/, '\n'))) {
    if (oldFileName === '/dev/null') continue;
    const lines: string[] = [];
    for (const hunk of hunks) {
      while (lines.length < hunk.oldStart - 1) lines.push('filler');
      const old = hunk.lines.filter((line) => !/^[+\\]/.test(line));
      lines.push(...old.map((line) => line.slice(1)));
    }
    const text = lines.map((line) => `${line}\n`).join('');
    const hunkLines = hunks.at(-1)?.lines ?? [];
    const isCut = hunkLines.some(
      (line, at) => line.startsWith('\\') && /^[- ]/.test(hunkLines[at - 1] ?? ''),
    );
    files.set(oldFileName.replace(/^a\//, ''), isCut ? text.slice(0, -1) : text);
  }
  return files;
}

/** jsdiff throws on a damaged diff. */
function parse(diff: string): ReturnType<typeof parsePatch> {
  try {
    return parsePatch(diff);
  } catch {
    return [];
  }
}
