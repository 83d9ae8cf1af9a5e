import type { Bundle } from './resources/bundle.js';

/** Path of a bundle's mbox below the server's address; null where the server does not say whose it is. */
export function bundleMboxPath({ name, owner }: Pick<Bundle, 'name' | 'owner'>): string | null {
  const username = owner?.username;
  if (username == null || name == null) return null;
  return `/bundle/${encodeURIComponent(username)}/${encodeURIComponent(name)}/mbox/`;
}

/**
 * Numbers of the patches in a bundle's mbox, each once, in its order (`X-Patchwork-Id`,
 * `patchwork/views/utils.py`). Only headers count, since a mail can quote another one's.
 */
export function idsInMbox(mbox: string): readonly number[] {
  const ids = mbox.split(/^From patchwork .*\n/m).flatMap((mail) => {
    const [headers = ''] = mail.split(/\n\n/, 1);
    const [, id] = /^X-Patchwork-Id: (\d+)\s*$/m.exec(headers) ?? [];
    return id === undefined ? [] : [Number(id)];
  });
  return [...new Set(ids)];
}
