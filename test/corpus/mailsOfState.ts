import { readMailFields } from '../../src/corpus/readMailFields.js';
import type { IndexedMail, MailKind } from '../../src/corpus/IndexedMail.js';
import { MailHeaders } from '../../src/mail/headers.js';
import type {
  CommentRow,
  CoverRow,
  PatchRow,
  SampleState,
} from '../../src/sample/server/SampleState.js';
import { toSlug } from '../../src/patchwork/StateNumbers.js';

/** The mails of a sample server in the form that an index accepts. */
export function mailsOfState(instance: string, state: SampleState): readonly IndexedMail[] {
  const linkNames = new Map(state.projects.map((project) => [project.id, project.link_name]));
  const owners = new Map<string, PatchRow | CoverRow>([
    ...state.patches.map((row): [string, PatchRow] => [`patch ${String(row.id)}`, row]),
    ...state.covers.map((row): [string, CoverRow] => [`cover ${String(row.id)}`, row]),
  ]);
  const toMail = (
    kind: MailKind,
    row: PatchRow | CoverRow | CommentRow,
    owner: PatchRow | CoverRow,
  ): IndexedMail => {
    const headers = headersOf(row.headers);
    const patch = kind === 'PATCH' && 'diff' in row ? row : null;
    return {
      instance,
      project: linkNames.get(owner.project) ?? '',
      kind,
      number: row.id,
      messageId: row.msgid.replace(/^<|>$/g, ''),
      series: 'series' in owner ? owner.series : null,
      parent:
        'on' in row
          ? { kind: row.on.type === 'patch' ? 'PATCH' : 'COVER', number: row.on.id }
          : null,
      submitter: row.submitter,
      version: null,
      date: Math.floor(Date.parse(`${row.date.slice(0, 19)}Z`) / 1000),
      fields: readMailFields(
        {
          subject: 'name' in row ? row.name : (headers.values('subject')[0] ?? ''),
          headers,
          content: row.content,
          diff: patch?.diff ?? null,
        },
        1_000_000,
      ),
      summary:
        patch === null
          ? null
          : {
              state: toSlug(state.states.find(({ id }) => id === patch.state)?.name ?? ''),
              delegate: state.users.find(({ id }) => id === patch.delegate)?.username ?? '',
              archived: patch.archived,
              check: null,
            },
    };
  };
  return [
    ...state.patches.map((row) => toMail('PATCH', row, row)),
    ...state.covers.map((row) => toMail('COVER', row, row)),
    ...state.comments.flatMap((row) => {
      const owner = owners.get(`${row.on.type} ${String(row.on.id)}`);
      return owner === undefined ? [] : [toMail('COMMENT', row, owner)];
    }),
  ];
}

function headersOf(block: string): MailHeaders {
  const entries = new Map<string, string[]>();
  for (const line of block.replaceAll(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) entries.set(name, [...(entries.get(name) ?? []), value ?? '']);
  }
  return new MailHeaders(Object.fromEntries(entries));
}
