import type { Project } from '../../patchwork/resources/project.js';
import type { ApiVersion } from '../../apiVersions.js';
import { isScriptUrl } from '../../patchwork/isScriptUrl.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { updateProject as writeProject } from '../../patchwork/writes/project.js';
import type { MutationResolvers, UpdateProjectInput } from '../generated/types.js';
import {
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
  textErrors,
  type UserErrorModel,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, scopeToWrite, writeTarget } from './writeTarget.js';

/** Changes a project, unless a pattern would break its lists of patches. */
export const updateProject: NonNullable<MutationResolvers['updateProject']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['Project'], 'id', context);
  const scope = scopeToWrite(client, context);
  const { value, outcome, errors } = await withUserErrors<Project>(async () => {
    const mistakes = [...inputErrors(input), ...lackErrors(input, await client.version())];
    if (mistakes.length > 0) return notApplied(mistakes);
    const changes = {
      ...(input.webUrl != null && { web_url: input.webUrl }),
      ...(input.scmUrl != null && { scm_url: input.scmUrl }),
      ...(input.webscmUrl != null && { webscm_url: input.webscmUrl }),
      ...(input.listArchiveUrl != null && { list_archive_url: input.listArchiveUrl }),
      ...(input.listArchiveUrlFormat != null && {
        list_archive_url_format: input.listArchiveUrlFormat,
      }),
      ...(input.commitUrlFormat != null && { commit_url_format: input.commitUrlFormat }),
      ...(input.showDependencies != null && { show_dependencies: input.showDependencies }),
    };
    return toMutationResult(await writeProject(client, id, changes, scope), ['id']);
  });
  forgetRead(context);
  return {
    project: value === null ? null : context.store.projects.addDetail(client, value),
    outcome,
    errors,
  };
};

function inputErrors({ id: _id, ...fields }: UpdateProjectInput): readonly UserErrorModel[] {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (given.length === 0) {
    return [{ field: [], message: 'nothing to change', code: 'INVALID' }];
  }
  const errors = given.flatMap(([field, value]) =>
    value === null ? [invalid(field, 'must not be null; an empty string clears it')] : [],
  );
  errors.push(...textErrors(fields));
  for (const field of ['listArchiveUrlFormat', 'commitUrlFormat'] as const) {
    const pattern = fields[field];
    if (pattern != null && !isPattern(pattern)) {
      const message =
        'a URL template must have exactly one {} and no other braces; with others Patchwork cannot build URLs or show patches';
      errors.push(invalid(field, message));
    }
  }
  for (const field of ['webUrl', 'webscmUrl', 'listArchiveUrl'] as const) {
    if (isScriptUrl(fields[field] ?? '')) {
      errors.push(invalid(field, 'must not be a URL that browsers run as a script'));
    }
  }
  return errors;
}

/** With two `{}` every list of patches of the project is a 500, with `{x}` their addresses vanish. */
function isPattern(text: string): boolean {
  return !/[{}]/.test(text.replace('{}', ''));
}

/** Fields that the server would ignore without a word. */
function lackErrors(input: UpdateProjectInput, version: ApiVersion): readonly UserErrorModel[] {
  const { projectUrlFormats, showDependencies } = capabilitiesOf(version);
  const lacking = [
    ...(projectUrlFormats
      ? []
      : (['listArchiveUrl', 'listArchiveUrlFormat', 'commitUrlFormat'] as const).map(
          (field) => [field, '1.2'] as const,
        )),
    ...(showDependencies ? [] : [['showDependencies', '1.4'] as const]),
  ];
  return lacking.flatMap(([field, since]) =>
    input[field] === undefined
      ? []
      : [
          {
            field: [field],
            message: `requires API ${since}; this server has ${version}`,
            code: 'NOT_SUPPORTED_BY_INSTANCE' as const,
          },
        ],
  );
}
