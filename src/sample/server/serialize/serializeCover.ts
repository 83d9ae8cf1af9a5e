import type { CoverRow } from '../SampleState.js';
import { apiUrl, mailPath, unversionedApiUrl, webUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import {
  embeddedPerson,
  embeddedProject,
  embeddedSeries,
  listArchiveUrl,
  type JsonObject,
} from './embedded.js';
import { shownHeaders } from './mailHeaders.js';

/** A row of `/covers/` (`patchwork/api/cover.py`). */
export function serializeCover(request: SampleRequest, cover: CoverRow): JsonObject {
  const { store } = request;
  const project = store.projects.require(cover.project);
  const series = store.seriesOfCover(cover.id);
  const path = mailPath(request.traits, 'cover', project.link_name, cover.msgid);
  const newer = hasVersion(request, '1.1');
  return {
    id: cover.id,
    url: apiUrl(request, `covers/${String(cover.id)}/`),
    ...(newer && { web_url: webUrl(request, path) }),
    project: embeddedProject(request, project),
    msgid: cover.msgid,
    ...listArchiveUrl(request, cover.project, cover.msgid),
    date: cover.date,
    name: cover.name,
    submitter: embeddedPerson(request, store.people.require(cover.submitter)),
    ...(newer && { mbox: webUrl(request, `${path}mbox/`) }),
    series: series === undefined ? [] : [embeddedSeries(request, series)],
    ...(newer && {
      comments: unversionedApiUrl(request, `covers/${String(cover.id)}/comments/`),
    }),
  };
}

/** `/covers/{id}/`. */
export function serializeCoverDetail(request: SampleRequest, cover: CoverRow): JsonObject {
  return {
    ...serializeCover(request, cover),
    headers: shownHeaders(cover.headers),
    content: cover.content,
  };
}
