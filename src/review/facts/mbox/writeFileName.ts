import { parsePatchName } from '../../../mail/subject.js';

const MAX_LENGTH = 60;

/**
 * Name for the file of a mailbox, of letters that every file system and header takes:
 * `v2-net-speed-up-lookups.mbx`.
 *
 * @param name of the series.
 * @param fallback where nothing of the name is left.
 */
export function writeFileName(name: string | null, label: string, fallback: string): string {
  const words = parsePatchName(name)
    .title.normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
  const version = label === '1' ? '' : `v${label}-`;
  return `${version}${words || fallback}.mbx`;
}
