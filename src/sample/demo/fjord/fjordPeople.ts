import type { MailAuthor } from '../composeHeaders.js';
import { DEMO_PEOPLE } from '../demoPeople.js';

/** The people who write about Fjord, an invented network stack. */
export const FJORD_PEOPLE = {
  signe: { name: 'Signe Dahl', email: 'signe@dahl.example' },
  mikkel: { name: 'Mikkel Vestby', email: 'mikkel@vestby.example' },
  rowan: { name: 'Rowan Achterberg', email: 'rowan@nic.skerry.example' },
  /** Rowan from another address, which the mailmap maps. */
  rowanAtHome: { name: 'Rowan A.', email: 'rowan@achterberg.example' },
  oskar: DEMO_PEOPLE.oskar,
  marguerite: DEMO_PEOPLE.marguerite,
  hannele: DEMO_PEOPLE.hannele,
  /** Tomasz, from the account he uses for lists. */
  tomasz: { name: DEMO_PEOPLE.tomasz.name, email: 'tomasz+lists@wilk.example' },
  /** Replies to patches, but is not a reviewer; see `DEMO_REVIEW`. */
  bot: { name: 'Fjord CI', email: 'bot+ci@fjord.example' },
} as const satisfies Readonly<Record<string, MailAuthor>>;

/** A trailer that names a person. */
export function by(name: string, { name: who, email }: MailAuthor): string {
  return `${name}: ${who ?? email} <${email}>`;
}
