import type { User } from '../../patchwork/resources/user.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { updateUser as writeUser } from '../../patchwork/writes/user.js';
import type { MutationResolvers, UpdateUserInput } from '../generated/types.js';
import {
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
  textErrors,
  type UserErrorModel,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, scopeToWrite, writeTarget } from './writeTarget.js';

/** Changes the caller's own record. */
export const updateUser: NonNullable<MutationResolvers['updateUser']> = async (
  _root,
  { input },
  context,
) => {
  const { client, id } = writeTarget(input.id, ['User'], 'id', context);
  const scope = scopeToWrite(client, context);
  const { value, outcome, errors } = await withUserErrors<User>(async () => {
    const mistakes = inputErrors(input);
    if (mistakes.length > 0) return notApplied(mistakes);
    const { firstName, lastName, settings } = input;
    const version = await client.version();
    if (settings != null && !capabilitiesOf(version).userSettings) {
      const message = `settings need API 1.2, ${client.name} has ${version}`;
      return notApplied([{ field: ['settings'], message, code: 'NOT_SUPPORTED_BY_INSTANCE' }]);
    }
    const changes = {
      ...(firstName != null && { first_name: firstName }),
      ...(lastName != null && { last_name: lastName }),
      ...(settings != null && {
        settings: {
          ...(settings.sendEmail != null && { send_email: settings.sendEmail }),
          ...(settings.itemsPerPage != null && { items_per_page: settings.itemsPerPage }),
          ...(settings.showIds != null && { show_ids: settings.showIds }),
        },
      }),
    };
    return toMutationResult(await writeUser(client, id, changes, scope), ['id']);
  });
  forgetRead(context);
  return {
    user: value === null ? null : context.store.users.addDetail(client, value),
    outcome,
    errors,
  };
};

function inputErrors({
  firstName,
  lastName,
  settings,
}: UpdateUserInput): readonly UserErrorModel[] {
  const fields: readonly (readonly [readonly string[], unknown])[] = [
    [['firstName'], firstName],
    [['lastName'], lastName],
    [['settings'], settings],
    ...Object.entries(settings ?? {}).map(([name, value]) => [['settings', name], value] as const),
  ];
  const given = fields.filter(([, value]) => value !== undefined);
  const hasNone = given.every(([path]) => path[0] === 'settings' && path.length === 1);
  if (hasNone && settings !== null) {
    return [{ field: [], message: 'nothing to change', code: 'INVALID' }];
  }
  const nulls = given.flatMap(([path, value]) =>
    value === null ? [invalid(path, 'must not be null; omit it to keep the value')] : [],
  );
  return [...nulls, ...textErrors({ firstName, lastName })];
}
