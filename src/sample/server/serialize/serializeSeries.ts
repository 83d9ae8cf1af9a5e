import type { SeriesRow } from '../SampleState.js';
import { apiUrl, webUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import {
  embeddedCover,
  embeddedPatch,
  embeddedPerson,
  embeddedProject,
  seriesWebUrl,
  type JsonObject,
} from './embedded.js';

/**
 * A page of series. From the first series whose project hides dependencies, the keys are missing for
 * the rest of the page: the serializer deletes its own fields (`patchwork/api/series.py`).
 */
export function serializeSeriesPage(
  request: SampleRequest,
  page: readonly SeriesRow[],
): readonly JsonObject[] {
  let shows = hasVersion(request, '1.4');
  return page.map((series) => {
    const project = request.store.projects.require(series.project);
    shows &&= project.show_dependencies === true;
    return serializeSeries(request, series, shows);
  });
}

function serializeSeries(
  request: SampleRequest,
  series: SeriesRow,
  showsDependencies: boolean,
): JsonObject {
  const { store } = request;
  const patches = store.patchesOfSeries(series.id);
  const cover = store.covers.get(series.cover_letter);
  const urlOf = (id: number): string => apiUrl(request, `series/${String(id)}/`);
  return {
    id: series.id,
    url: urlOf(series.id),
    ...(hasVersion(request, '1.1') && { web_url: seriesWebUrl(request, series) }),
    project: embeddedProject(request, store.projects.require(series.project)),
    name: series.name,
    date: series.date,
    submitter: embeddedPerson(request, store.people.require(series.submitter)),
    version: series.version,
    total: series.total,
    received_total: patches.length,
    received_all: series.total <= patches.length,
    mbox: webUrl(request, `/series/${String(series.id)}/mbox/`),
    cover_letter: cover === undefined ? null : embeddedCover(request, cover),
    patches: patches.map((patch) => embeddedPatch(request, patch)),
    ...(showsDependencies && {
      dependencies: (series.dependencies ?? []).map(urlOf),
      dependents: store.dependentsOf(series.id).map((dependent) => urlOf(dependent.id)),
    }),
  };
}
