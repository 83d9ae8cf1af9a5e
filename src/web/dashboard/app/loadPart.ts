import { reloadOnce } from './reloadOnce.js';

/** A part of the dashboard is not loaded yet, and cannot be. */
export class PartError extends Error {
  override readonly name = 'PartError';

  constructor(cause: unknown) {
    super('This part of the dashboard is not loaded yet, and its server cannot be reached.', {
      cause,
    });
  }
}

/**
 * Loads a part of the dashboard on demand. If its file is gone, another release is served, and the page is
 * reloaded once.
 *
 * @throws PartError if the server does not answer: a reload would replace the page with the browser's own error page.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(await isReachable())) throw new PartError(error);
    reloadOnce();
    throw error;
  }
}

/** Reloads the page if its server answers. @returns false if it does not. */
export async function reloadIfReachable(): Promise<boolean> {
  if (!(await isReachable())) return false;
  location.reload();
  return true;
}

/** What the browser thinks of the network says little about a server on this machine. */
async function isReachable(): Promise<boolean> {
  try {
    await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
