import type { ProjectRow } from '../SampleState.js';
import type { Handler } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { maintains, requirePermission } from '../permissions.js';
import { serializeProject } from '../serialize/serializeProject.js';
import { booleanField, textField } from '../validation/fields.js';
import { readInput, requireFields } from '../validation/readInput.js';
import { validateInput } from '../validation/validateInput.js';
import { projectOr404 } from './notFound.js';

const url = textField({ maxLength: 2000, allowsBlank: true });

/** The addresses are not validated, despite their names. */
const projectFields = {
  web_url: url,
  scm_url: url,
  webscm_url: url,
  list_archive_url: url,
  list_archive_url_format: url,
  commit_url_format: url,
  show_dependencies: booleanField(),
};

/** PUT and PATCH of `/projects/{id or link name}/`, for maintainers. */
export const updateProject: Handler = async (request, { id = '' }) => {
  const { store } = request;
  const found = projectOr404(request, id);
  requirePermission(request, maintains(request, found.id));
  const input = requireFields(await readInput(request));
  const { show_dependencies: shows, ...urls } = validateInput(
    input,
    projectFields,
    request.method === 'PATCH',
  );
  const before = store.projects.require(found.id);
  const changed: ProjectRow = {
    ...before,
    ...Object.fromEntries(Object.entries(urls).filter(([, value]) => typeof value === 'string')),
    // Releases that lack the field ignore it.
    ...(before.show_dependencies !== null &&
      typeof shows === 'boolean' && { show_dependencies: shows }),
  };
  return jsonResponse(200, serializeProject(request, store.projects.replace(changed)));
};
