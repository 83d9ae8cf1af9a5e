import type { ProjectRow } from '../SampleState.js';
import { apiUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import { embeddedMaintainer, type JsonObject } from './embedded.js';

/** A project, in lists and alone (`patchwork/api/project.py`). */
export function serializeProject(request: SampleRequest, project: ProjectRow): JsonObject {
  return {
    id: project.id,
    url: apiUrl(request, `projects/${String(project.id)}/`),
    name: project.name,
    link_name: project.link_name,
    list_id: project.list_id,
    list_email: project.list_email,
    web_url: project.web_url,
    scm_url: project.scm_url,
    webscm_url: project.webscm_url,
    maintainers: request.store
      .maintainersOf(project.id)
      .map((user) => embeddedMaintainer(request, user)),
    ...(hasVersion(request, '1.1') && { subject_match: project.subject_match }),
    ...(hasVersion(request, '1.2') && {
      list_archive_url: project.list_archive_url,
      list_archive_url_format: project.list_archive_url_format,
      commit_url_format: project.commit_url_format,
    }),
    ...(hasVersion(request, '1.4') && { show_dependencies: project.show_dependencies === true }),
  };
}
