/** Filters whose values belong to one instance, so that another may be left with none. */
interface NamedObjects {
  readonly project?: readonly string[] | undefined;
  readonly series?: readonly number[] | undefined;
  readonly patch?: readonly number[] | undefined;
  readonly cover?: readonly number[] | undefined;
  readonly actor?: readonly number[] | undefined;
}

/** Whether an instance has to be asked; it has not where the filter names objects of others only. */
export function isConcerned({ project, series, patch, cover, actor }: NamedObjects): boolean {
  return [project, series, patch, cover, actor].every((values) => values?.length !== 0);
}
