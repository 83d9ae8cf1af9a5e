import { API_VERSIONS, type ApiVersion } from '../apiVersions.js';

/** Whether `version` is `minimum` or newer. */
export function atLeast(version: ApiVersion, minimum: ApiVersion): boolean {
  return API_VERSIONS.indexOf(version) <= API_VERSIONS.indexOf(minimum);
}

/**
 * Features of a server at its negotiated API version. Where Patchwork's
 * `versioned_fields` (patchwork/api/*.py) and real servers disagree, real servers count.
 */
export interface Capabilities {
  /** Patches, covers, series and bundles carry `web_url`, the page for people. From 1.1. */
  readonly webUrls: boolean;
  /** The comments of a patch can be read: at 1.0 their address is a 404 page. From 1.1. */
  readonly patchComments: boolean;
  /** The comments of a cover letter can be read. From 1.1. */
  readonly coverComments: boolean;
  /** Covers carry `mbox`, the address of the letter as it was mailed. From 1.1. */
  readonly coverMbox: boolean;
  /** Projects carry `subject_match`, the pattern that picks their mail off a list. From 1.1. */
  readonly projectSubjectMatch: boolean;
  /** `/patches/` knows `msgid`; below, it ignores it and answers every patch. From 1.2. */
  readonly messageIdFilter: boolean;
  /** `/patches/` knows `hash`; below, it ignores it and answers every patch. From 1.2. */
  readonly hashFilter: boolean;
  /** Patches carry `related`, the patches a maintainer tied to them. From 1.2. */
  readonly relatedPatches: boolean;
  /** Bundles can be made, changed and deleted; below, the server answers 405. From 1.2. */
  readonly bundlesWritable: boolean;
  /** Mail carries `list_archive_url`, its place in the list's archive. From 1.2. */
  readonly listArchiveUrl: boolean;
  /**
   * Projects carry `list_archive_url`, `list_archive_url_format` and `commit_url_format`. From 1.2.
   */
  readonly projectUrlFormats: boolean;
  /**
   * `/events/` knows `actor`; below, it ignores it. The field itself is in every answer, at 1.0 too,
   * although Patchwork's documentation says from 1.2. From 1.2.
   */
  readonly eventActorFilter: boolean;
  /** One's own user record carries `settings`, and they can be changed. From 1.2. */
  readonly userSettings: boolean;
  /** Comments carry `addressed`, and it can be changed. From 1.3. */
  readonly commentAddressed: boolean;
  /** A single comment has its own URL. From 1.3. */
  readonly commentDetail: boolean;
  /** `/events/` reports new comments on patches and covers. From 1.3. */
  readonly commentEvents: boolean;
  /** Series carry `dependencies` and `dependents`. From 1.4. */
  readonly seriesDependencies: boolean;
  /** Projects carry `show_dependencies`, and it can be changed. From 1.4. */
  readonly showDependencies: boolean;
}

const SINCE: Readonly<Record<keyof Capabilities, ApiVersion>> = {
  webUrls: '1.1',
  patchComments: '1.1',
  coverComments: '1.1',
  coverMbox: '1.1',
  projectSubjectMatch: '1.1',
  messageIdFilter: '1.2',
  hashFilter: '1.2',
  relatedPatches: '1.2',
  bundlesWritable: '1.2',
  listArchiveUrl: '1.2',
  projectUrlFormats: '1.2',
  eventActorFilter: '1.2',
  userSettings: '1.2',
  commentAddressed: '1.3',
  commentDetail: '1.3',
  commentEvents: '1.3',
  seriesDependencies: '1.4',
  showDependencies: '1.4',
};

function deriveCapabilities(version: ApiVersion): Capabilities {
  const has = (name: keyof Capabilities): boolean => atLeast(version, SINCE[name]);
  return Object.freeze({
    webUrls: has('webUrls'),
    patchComments: has('patchComments'),
    coverComments: has('coverComments'),
    coverMbox: has('coverMbox'),
    projectSubjectMatch: has('projectSubjectMatch'),
    messageIdFilter: has('messageIdFilter'),
    hashFilter: has('hashFilter'),
    relatedPatches: has('relatedPatches'),
    bundlesWritable: has('bundlesWritable'),
    listArchiveUrl: has('listArchiveUrl'),
    projectUrlFormats: has('projectUrlFormats'),
    eventActorFilter: has('eventActorFilter'),
    userSettings: has('userSettings'),
    commentAddressed: has('commentAddressed'),
    commentDetail: has('commentDetail'),
    commentEvents: has('commentEvents'),
    seriesDependencies: has('seriesDependencies'),
    showDependencies: has('showDependencies'),
  });
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
