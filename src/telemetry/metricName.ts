/** Begins the name of each metric of this program. */
export const METRIC_PREFIX = 'patchwork_graphql_';
