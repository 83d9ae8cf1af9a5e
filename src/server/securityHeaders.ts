/**
 * Headers of every answer. GraphiQL's page replaces the policy by its own, under which it
 * works; nothing else that is served is meant to be shown as a page. Cross-origin reads are decided
 * by the CORS list alone: a resource policy does not touch requests in the mode `cors`
 * (https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header).
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
};
