import type { GatewayConfig } from './GatewayConfig.js';

/** Whether a configuration names files for reviews: a mailmap or a MAINTAINERS file. */
export function namesReviewFiles({ instances, review }: GatewayConfig): boolean {
  return (
    review.mailmapFile !== undefined ||
    instances.some(
      ({ maintainersFile, projectMaintainersFiles }) =>
        maintainersFile !== undefined || Object.keys(projectMaintainersFiles).length > 0,
    )
  );
}

/** Whether a configuration names files whose content may change though it does not. */
export function namesFiles(config: GatewayConfig): boolean {
  const { graphql, webhooks } = config;
  return graphql.trustedDocuments !== undefined || webhooks.length > 0 || namesReviewFiles(config);
}
