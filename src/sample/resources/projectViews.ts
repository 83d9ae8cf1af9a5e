import type { ProjectRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { pythonInt } from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import type { SampleRequest } from '../SampleRequest.js';
import { serializeProject } from '../serialize/serializeProject.js';
import { objectNotFound } from './notFound.js';

const projectList: ListSpec<ProjectRow> = {
  filters: [],
  // The declared names are those of the API, not of the columns; searching and most orders fail.
  searches: 'broken',
  orders: {
    id: byValue((project) => project.id),
    name: byValue((project) => project.name),
    link_name: { kind: 'broken' },
    list_id: { kind: 'broken' },
  },
  defaultOrder: 'id',
};

/** `/projects/`. */
export const projectListView: ApiView = {
  name: 'Project List',
  description: 'List projects.',
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, projectList, { table: request.store.projects }),
    );
    return jsonResponse(
      200,
      rows.map((project) => serializeProject(request, project)),
      headers,
    );
  },
};

/** `/projects/{id or link name}/`. */
export const projectDetailView: ApiView = {
  name: 'Project Detail',
  description: 'get:\nShow a project.\n\npatch:\nUpdate a project.\n\nput:\nUpdate a project.',
  get: (request, { id = '' }) =>
    jsonResponse(200, serializeProject(request, projectOr404(request, id))),
};

/** A project by number or by link name, in its own case. */
export function projectOr404(request: SampleRequest, key: string): ProjectRow {
  const { store } = request;
  const project = store.projects.get(pythonInt(key)) ?? store.projectByLinkName(key);
  if (project === undefined) throw objectNotFound(request, 'Project');
  return project;
}
