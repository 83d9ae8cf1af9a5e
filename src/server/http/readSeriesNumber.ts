import { isDatabaseId } from '../../databaseId.js';
import { BadUserInputError } from '../../errors.js';

/**
 * The number of a series in the address of a file.
 *
 * @param address an example of a valid address.
 * @throws BadUserInputError for a text that is not one.
 */
export function readSeriesNumber(text: string, address: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (isDatabaseId(number)) return number;
  throw new BadUserInputError(
    `"${text.slice(0, 40)}" is not the number of a series; the address is ${address}`,
  );
}
