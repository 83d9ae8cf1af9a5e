import { addressedResource, type ResourceName } from './names.js';

/** Parts of the API URL of a single object. */
export interface ObjectAddress {
  readonly resource: ResourceName;
  readonly id: number;
  /** The parent of a comment or check; null for everything else. */
  readonly parent: { readonly resource: ResourceName; readonly id: number } | null;
}

const API_OBJECT =
  /\/api\/(?:\d+\.\d+\/)?([a-z]+)\/(\d{1,15})(?:\/([a-z]+)\/(\d{1,15}))?\/?(?:[?#].*)?$/;

/**
 * Reads the id from an API address, of whatever host and version: upstream answers give some
 * relations as addresses only (a series' `dependencies`).
 *
 * @returns null for anything but the URL of a single object.
 */
export function idFromUrl(url: string): ObjectAddress | null {
  const match = API_OBJECT.exec(url);
  const outer = addressedResource(match?.[1]);
  if (match === null || outer === null) return null;
  const address = { resource: outer, id: Number(match[2]) };
  if (match[3] === undefined) return { ...address, parent: null };
  const inner = addressedResource(match[3]);
  return inner === null ? null : { resource: inner, id: Number(match[4]), parent: address };
}
