import { BadUserInputError } from '../errors.js';
import { messageIdForms } from '../mail/messageId.js';
import { searchError } from './searchError.js';
import type { TokenText } from './tokenizeQuery.js';

/**
 * The ids that a text may represent, as `messageIdForms` orders them.
 *
 * @param query which the error quotes.
 * @throws BadUserInputError for anything that is not a Message-ID.
 */
export function readMessageIds(query: string, value: TokenText): readonly string[] {
  try {
    return messageIdForms(value.text);
  } catch (error) {
    if (!(error instanceof BadUserInputError)) throw error;
    throw searchError(query, value.position, {
      problem: 'This is not a valid Message-ID',
      advice: 'write it as in the mail, such as m:20260131093000.1234-1-jane@example.org',
    });
  }
}
