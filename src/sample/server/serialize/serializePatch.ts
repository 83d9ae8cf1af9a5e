import type { PatchRow } from '../SampleState.js';
import { apiUrl, mailPath, unversionedApiUrl, webUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import { combinedCheck } from './combinedCheck.js';
import {
  embeddedPatch,
  embeddedPerson,
  embeddedProject,
  embeddedSeries,
  embeddedUser,
  listArchiveUrl,
  type JsonObject,
} from './embedded.js';
import { shownHeaders } from './mailHeaders.js';

/**
 * A row of `/patches/` (`PatchListSerializer` of `patchwork/api/patch.py`).
 *
 * @param related - Patches of its relation, if they differ from those in the store.
 */
export function serializePatch(
  request: SampleRequest,
  patch: PatchRow,
  related: readonly PatchRow[] = request.store.patchesOfRelation(patch.relation),
): JsonObject {
  const { store } = request;
  const project = store.projects.require(patch.project);
  const series = store.series.get(patch.series);
  const path = mailPath(request.traits, 'patch', project.link_name, patch.msgid);
  const apiPath = `patches/${String(patch.id)}/`;
  return {
    id: patch.id,
    url: apiUrl(request, apiPath),
    ...(hasVersion(request, '1.1') && { web_url: webUrl(request, path) }),
    project: embeddedProject(request, project),
    msgid: patch.msgid,
    ...listArchiveUrl(request, patch.project, patch.msgid),
    date: patch.date,
    name: patch.name,
    commit_ref: patch.commit_ref,
    pull_url: patch.pull_url,
    state: store.states.require(patch.state).slug,
    archived: patch.archived,
    hash: patch.hash,
    submitter: embeddedPerson(request, store.people.require(patch.submitter)),
    delegate: embeddedUser(request, store.users.get(patch.delegate)),
    mbox: webUrl(request, `${path}mbox/`),
    series: series === undefined ? [] : [embeddedSeries(request, series)],
    ...(hasVersion(request, '1.1') && {
      comments: unversionedApiUrl(request, `${apiPath}comments/`),
    }),
    check: combinedCheck(store.checksOfPatch(patch.id)),
    checks: unversionedApiUrl(request, `${apiPath}checks/`),
    tags: {},
    ...(hasVersion(request, '1.2') && {
      related: related
        .filter((other) => other.id !== patch.id)
        .map((other) => embeddedPatch(request, other)),
    }),
  };
}

/** `/patches/{id}/`: the row and the fields of its mail. */
export function serializePatchDetail(
  request: SampleRequest,
  patch: PatchRow,
  related?: readonly PatchRow[],
): JsonObject {
  return {
    ...serializePatch(request, patch, related),
    headers: shownHeaders(patch.headers),
    content: patch.content,
    diff: patch.diff,
    prefixes: prefixesOfName(patch.name),
  };
}

/** The words in the brackets before a patch's name (`clean_subject` of `patchwork/parser.py`). */
function prefixesOfName(name: string): readonly string[] {
  const prefixes: string[] = [];
  let rest = name
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(re|fwd?)[:\s]\s*/i, ' ')
    .trim();
  for (;;) {
    const match = /^\[([^\]]*)\]\s*(.*)$/.exec(rest);
    if (match === null) return prefixes;
    prefixes.push(...wordsOf(match[1] ?? ''));
    rest = match[2] ?? '';
  }
}

function wordsOf(prefix: string): readonly string[] {
  // Mercurial's "PATCH 1 of 3" is one word.
  const series = /^PATCH (\d+ of \d+)(.*)$/.exec(prefix);
  const words = [series?.[1] ?? '', ...(series?.[2] ?? prefix).split(/[,\s]+/)];
  return words.filter((word) => word !== '' && word.toLowerCase() !== 'patch');
}
