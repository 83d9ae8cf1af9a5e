import { authenticate } from '../http/authenticate.js';
import { ApiError, PageNotFound } from '../http/ApiError.js';
import { webPage } from '../http/errorPages.js';
import { redirectResponse, type SampleResponse } from '../http/SampleResponse.js';
import { mailPath } from '../links.js';
import { encodeWord } from '../mbox/encodedWord.js';
import { mboxOfCover, mboxOfPatch, mboxOfPatches } from '../mbox/mboxOfMail.js';
import type { CoverRow, PatchRow, ProjectRow, UserRow } from '../SampleState.js';
import type { SampleRequest } from '../SampleRequest.js';
import { patchesInOrder } from '../serialize/serializeBundle.js';
import type { Row, Table } from '../store/Table.js';

/** The row with the number of an old-style address, or the 404 page. */
export function rowOrPage404<T extends Row>(table: Table<T>, id: string): T {
  const row = table.get(Number(id));
  if (row === undefined) throw new PageNotFound();
  return row;
}

/** A project by its link name, or the 404 page. */
export function projectOrPage404(request: SampleRequest, linkName: string): ProjectRow {
  const project = request.store.projectByLinkName(linkName);
  if (project === undefined) throw new PageNotFound();
  return project;
}

/** `/project/{link name}/patch/{Message-ID}/`, or the same path with `mbox/` or `raw/`. */
export function servePatch(
  request: SampleRequest,
  linkName: string,
  messageId: string,
  page: string,
): SampleResponse {
  const { store, traits } = request;
  const project = projectOrPage404(request, linkName);
  const decoded = traits.encodesMessageIdSlashes ? messageId.replaceAll('%2F', '/') : messageId;
  const patch = findMail(store.patches, project, decoded);
  if (patch === undefined) {
    const cover = page === '' ? findMail(store.covers, project, decoded) : undefined;
    if (cover === undefined) throw new PageNotFound();
    return redirectResponse(302, mailPath(traits, 'cover', linkName, cover.msgid));
  }
  if (page === 'raw/') {
    // Without a diff Python writes None.
    return attachment('text/x-patch', `${fileName(patch.name)}.diff`, patch.diff ?? 'None');
  }
  if (page === 'mbox/') {
    const type = traits.namesMboxCharset ? 'text/plain; charset=utf-8' : 'text/plain';
    const series = request.query.last('series') ?? '';
    const text =
      series === ''
        ? mboxOfPatch(request, patch)
        : mboxOfPatches(request, patchAndPredecessors(request, patch, series));
    return attachment(type, `${fileName(patch.name)}.patch`, text);
  }
  return webPage(traits, 200, patch.name);
}

/** `/project/{link name}/cover/{Message-ID}/`, or the same path with `mbox/`. */
export function serveCover(
  request: SampleRequest,
  linkName: string,
  messageId: string,
  page: string,
): SampleResponse {
  const { store, traits } = request;
  const project = projectOrPage404(request, linkName);
  const cover = findMail(store.covers, project, messageId);
  if (cover === undefined) {
    const patch = page === '' ? findMail(store.patches, project, messageId) : undefined;
    if (patch === undefined) throw new PageNotFound();
    return redirectResponse(302, mailPath(traits, 'patch', linkName, patch.msgid));
  }
  if (page === '') return webPage(traits, 200, cover.name);
  return attachment('text/plain', `${fileName(cover.name)}.mbox`, mboxOfCover(request, cover));
}

/** `/comment/{id}/`: patch comments are looked up first, which is an error of real servers, too. */
export function serveComment(request: SampleRequest, id: string): SampleResponse {
  const { store, traits } = request;
  const comment = store.patchComments.get(Number(id)) ?? store.coverComments.get(Number(id));
  if (comment === undefined) throw new PageNotFound();
  const { type } = comment.on;
  const mail = (type === 'patch' ? store.patches : store.covers).require(comment.on.id);
  const { link_name } = store.projects.require(mail.project);
  return redirectResponse(302, `${mailPath(traits, type, link_name, mail.msgid)}#${id}`);
}

/** `/series/{id}/mbox/`: the patches by number, without the cover. */
export function serveSeriesMbox(request: SampleRequest, id: string): SampleResponse {
  const series = rowOrPage404(request.store.series, id);
  const title = series.name === null || series.name === '' ? `Untitled series #${id}` : series.name;
  const patches = byPatchNumber(request.store.patchesOfSeries(series.id));
  return attachment('text/plain', `${fileName(title)}.patch`, mboxOfPatches(request, patches));
}

/** `/bundle/{user}/{name}/mbox/`: a private bundle is an empty 404 for everyone but its owner. */
export function serveBundleMbox(
  request: SampleRequest,
  username: string,
  name: string,
): SampleResponse {
  const { store } = request;
  const owner = store.userByName(username);
  const bundle = store.bundles.rows.find((row) => row.owner === owner?.id && row.name === name);
  if (bundle === undefined) throw new PageNotFound();
  const caller = callerOrAnonymous(request);
  // The view accesses the session only for an anonymous caller.
  const vary: Record<string, string> = caller === undefined ? { Vary: 'Cookie' } : {};
  if (!bundle.public && caller?.id !== bundle.owner) {
    return {
      status: 404,
      headers: { 'Content-Type': 'text/html; charset=utf-8', ...vary },
      body: '',
    };
  }
  const file = `bundle-${String(bundle.id)}-${bundle.name}.mbox`;
  const text = mboxOfPatches(request, patchesInOrder(request, bundle));
  const answer = attachment('text/plain', file, text);
  return { ...answer, headers: { ...answer.headers, ...vary } };
}

function callerOrAnonymous(request: SampleRequest): UserRow | undefined {
  try {
    return authenticate(request.headers, request.store, request.traits);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function findMail<T extends PatchRow | CoverRow>(
  table: Table<T>,
  project: ProjectRow,
  messageId: string,
): T | undefined {
  return table
    .where('msgid', (mail) => mail.msgid, `<${messageId}>`)
    .find((mail) => mail.project === project.id);
}

/** `?series=`: `*` or the number of the patch's own series prepends the patches before it. */
function patchAndPredecessors(
  request: SampleRequest,
  patch: PatchRow,
  series: string,
): readonly PatchRow[] {
  const { store } = request;
  if (patch.series === null) {
    if (series === '*') throw new PageNotFound();
    throw new Error("AttributeError: 'NoneType' object has no attribute 'id'");
  }
  if (series !== '*' && Number(series) !== patch.series) throw new PageNotFound();
  const before = store
    .patchesOfSeries(patch.series)
    .filter((other) => (other.number ?? 0) < (patch.number ?? 0));
  return [...byPatchNumber(before), patch];
}

function byPatchNumber(patches: readonly PatchRow[]): readonly PatchRow[] {
  return [...patches].sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
}

function fileName(title: string): string {
  return title.replace(/[^-_A-Za-z0-9.]+/g, '-').replace(/^-+|-+$/g, '');
}

function attachment(type: string, file: string, body: string): SampleResponse {
  const disposition = `attachment; filename=${file}`;
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      // Django writes text outside Latin-1 as an encoded word.
      'Content-Disposition': /[^\0-\xff]/.test(disposition) ? encodeWord(disposition) : disposition,
    },
    body,
  };
}
