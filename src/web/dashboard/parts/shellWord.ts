const PLAIN = /^[\w.@%+=:,/-]+$/;

/**
 * A text as one word of a POSIX shell. Text that is copied to a terminal may come from anyone's mail.
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
