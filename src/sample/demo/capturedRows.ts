import type {
  CoverRow,
  EventRow,
  PatchRow,
  PersonRow,
  ProjectRow,
  SampleDocument,
  SampleState,
  SeriesRow,
} from '../server/SampleState.js';
import cover from './captured/cover-2227899-v1.1.json' with { type: 'json' };
import patch from './captured/patch-810817-v1.2.json' with { type: 'json' };

/** Two verbatim answers of a public Patchwork server, and the paths at which the demo serves them. */
const CAPTURED_DOCUMENTS: readonly SampleDocument[] = [
  { path: `/api/1.2/patches/${patch.id}/`, body: patch },
  { path: `/api/1.1/covers/${cover.id}/`, body: cover },
];

/** The projects the captured mails belong to; fields that the documents lack are empty. */
export const CAPTURED_PROJECTS: readonly ProjectRow[] = [patch.project, cover.project].map(
  (project) => ({
    id: project.id,
    link_name: project.link_name,
    name: project.name,
    list_id: project.list_id,
    list_email: project.list_email,
    // Both are on one list; Patchwork distinguishes them by the subject.
    subject_match: project.link_name === 'ovn' ? '\\bovn\\b' : '',
    web_url: project.web_url,
    scm_url: project.scm_url,
    webscm_url: project.webscm_url,
    list_archive_url: '',
    list_archive_url_format: '',
    commit_url_format: '',
    show_dependencies: null,
    use_tags: true,
    send_notifications: false,
  }),
);

const PEOPLE: readonly PersonRow[] = [patch.submitter, cover.submitter].map((person) => ({
  id: person.id,
  name: person.name,
  email: person.email,
  user: null,
}));

/** Adds the captured mails to a server's rows, so that lists and the other API versions include them. */
export function withCapturedRows(state: SampleState): SampleState {
  return {
    ...state,
    people: [...PEOPLE, ...state.people],
    series: [
      seriesRow(patch, { total: 1, coverLetter: null }),
      // `0/7` in the subject; the patches of this series were not captured.
      seriesRow(cover, { total: 7, coverLetter: cover.id }),
      ...state.series,
    ],
    covers: [COVER, ...state.covers],
    patches: [patchRow(state), ...state.patches],
    events: [...capturedEvents(), ...state.events],
    documents: CAPTURED_DOCUMENTS,
  };
}

/** The events that the arrival of the two mails created; the patch was complete at once. */
function capturedEvents(): EventRow[] {
  const series = (mail: typeof patch | typeof cover): number => mail.series[0]?.id ?? 0;
  const ofPatch = { project: patch.project.id, patch: patch.id };
  const ofCover = { project: cover.project.id };
  const events: Omit<EventRow, 'id' | 'date' | 'actor'>[] = [
    { category: 'patch-created', ...ofPatch },
    { category: 'series-created', project: patch.project.id, series: series(patch) },
    { category: 'patch-completed', ...ofPatch, series: series(patch) },
    { category: 'series-completed', project: patch.project.id, series: series(patch) },
    { category: 'series-created', ...ofCover, series: series(cover) },
    { category: 'cover-created', ...ofCover, cover: cover.id },
  ];
  return events.map((event, index) => ({
    ...event,
    id: 101 + index,
    date: `${(event.project === patch.project.id ? patch : cover).date}.${String(4321 * (index + 1)).padStart(6, '0')}`,
    actor: null,
  }));
}

const COVER: CoverRow = {
  id: cover.id,
  msgid: cover.msgid,
  date: cover.date,
  submitter: cover.submitter.id,
  headers: rawHeaders(cover.headers),
  content: cover.content,
  project: cover.project.id,
  name: cover.name,
};

function patchRow(state: SampleState): PatchRow {
  const stateRow = state.states.find(({ slug }) => slug === patch.state);
  if (stateRow === undefined)
    throw new RangeError(`no state "${patch.state}" for patch ${patch.id}`);
  return {
    id: patch.id,
    msgid: patch.msgid,
    date: patch.date,
    submitter: patch.submitter.id,
    headers: rawHeaders(patch.headers),
    content: patch.content,
    project: patch.project.id,
    name: patch.name,
    diff: patch.diff,
    commit_ref: patch.commit_ref,
    pull_url: patch.pull_url,
    state: stateRow.id,
    delegate: patch.delegate,
    archived: patch.archived,
    hash: patch.hash,
    series: patch.series[0]?.id ?? null,
    number: 1,
    relation: null,
    tag_counts: {},
  };
}

function seriesRow(
  mail: typeof patch | typeof cover,
  { total, coverLetter }: { readonly total: number; readonly coverLetter: number | null },
): SeriesRow {
  const [series] = mail.series;
  if (series === undefined) throw new RangeError(`captured mail ${mail.id} has no series`);
  return {
    id: series.id,
    project: mail.project.id,
    name: series.name,
    version: series.version,
    total,
    date: series.date,
    submitter: mail.submitter.id,
    cover_letter: coverLetter,
    dependencies: null,
    references: [mail.msgid],
  };
}

/**
 * The raw header block from which the API built `headers`: one line per value. The order of equal
 * names is kept; that of different names can only be guessed.
 */
function rawHeaders(headers: Readonly<Record<string, string | readonly string[]>>): string {
  return Object.entries(headers)
    .flatMap(([name, values]) =>
      (typeof values === 'string' ? [values] : values).map((value) => `${name}: ${value}`),
    )
    .join('\n');
}
