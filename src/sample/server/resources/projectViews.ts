import type { ProjectRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { serializeProject } from '../serialize/serializeProject.js';
import { projectOr404 } from './notFound.js';
import { updateProject } from './updateProject.js';

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
  put: updateProject,
  patch: updateProject,
};
