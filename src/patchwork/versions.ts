import { API_VERSIONS, type ApiVersion } from '../apiVersions.js';

/** Whether `version` is `minimum` or newer. */
export function atLeast(version: ApiVersion, minimum: ApiVersion): boolean {
  return API_VERSIONS.indexOf(version) <= API_VERSIONS.indexOf(minimum);
}

/**
 * The features that servers have or lack, each with the first API version that has it. Where Patchwork's
 * `versioned_fields` (patchwork/api/*.py) and real servers disagree, real servers count.
 */
const SINCE = {
  /** Patches, covers, series and bundles carry `web_url`, the page for people. */
  webUrls: '1.1',
  /** The comments of a patch can be read: at 1.0 their address is a 404 page. */
  patchComments: '1.1',
  /** The comments of a cover letter can be read. */
  coverComments: '1.1',
  /** Covers carry `mbox`, the address of the letter as it was mailed. */
  coverMbox: '1.1',
  /** Projects carry `subject_match`, the pattern that picks their mail off a list. */
  projectSubjectMatch: '1.1',
  /** `/patches/` knows `msgid`; below, it ignores it and answers every patch. */
  messageIdFilter: '1.2',
  /** `/patches/` knows `hash`; below, it ignores it and answers every patch. */
  hashFilter: '1.2',
  /** Patches carry `related`, the patches a maintainer tied to them. */
  relatedPatches: '1.2',
  /** Bundles can be made, changed and deleted; below, the server answers 405. */
  bundlesWritable: '1.2',
  /** Mail carries `list_archive_url`, its place in the list's archive. */
  listArchiveUrl: '1.2',
  /** Projects carry `list_archive_url`, `list_archive_url_format` and `commit_url_format`. */
  projectUrlFormats: '1.2',
  /**
   * `/events/` knows `actor`; below, it ignores it. The field itself is in every answer, at 1.0 too,
   * although Patchwork's documentation says from 1.2.
   */
  eventActorFilter: '1.2',
  /** One's own user record carries `settings`, and they can be changed. */
  userSettings: '1.2',
  /** Comments carry `addressed`, and it can be changed. */
  commentAddressed: '1.3',
  /** A single comment has its own URL. */
  commentDetail: '1.3',
  /** `/events/` reports new comments on patches and covers. */
  commentEvents: '1.3',
  /** Series carry `dependencies` and `dependents`. */
  seriesDependencies: '1.4',
  /** Projects carry `show_dependencies`, and it can be changed. */
  showDependencies: '1.4',
} as const satisfies Readonly<Record<string, ApiVersion>>;

/** Features of a server at its negotiated API version. */
export type Capabilities = { readonly [Name in keyof typeof SINCE]: boolean };

function deriveCapabilities(version: ApiVersion): Capabilities {
  const all = Object.entries(SINCE).map(([name, since]) => [name, atLeast(version, since)]);
  return Object.freeze(Object.fromEntries(all) as Capabilities);
}

const BY_VERSION: Readonly<Record<ApiVersion, Capabilities>> = {
  '1.0': deriveCapabilities('1.0'),
  '1.1': deriveCapabilities('1.1'),
  '1.2': deriveCapabilities('1.2'),
  '1.3': deriveCapabilities('1.3'),
  '1.4': deriveCapabilities('1.4'),
};

/** Features of a server at this API version; the same frozen object every time. */
export function capabilitiesOf(version: ApiVersion): Capabilities {
  return BY_VERSION[version];
}

/**
 * The first API version that has a capability, for messages such as
 * `needs API 1.3, this server has 1.2`.
 */
export function capabilitySince(name: keyof Capabilities): ApiVersion {
  return SINCE[name];
}
