import type { MailAuthor } from '../composeHeaders.js';
import { DEMO_PEOPLE } from '../demoPeople.js';

/** Who writes about Fjord, an invented network stack. */
export const FJORD_PEOPLE = {
  signe: { name: 'Signe Dahl', email: 'signe@dahl.example' },
  mikkel: { name: 'Mikkel Vestby', email: 'mikkel@vestby.example' },
  rowan: { name: 'Rowan Achterberg', email: 'rowan@nic.skerry.example' },
  /** Rowan from another address, which the mailmap names. */
  rowanAtHome: { name: 'Rowan A.', email: 'rowan@achterberg.example' },
  oskar: DEMO_PEOPLE.oskar,
  marguerite: DEMO_PEOPLE.marguerite,
  hannele: DEMO_PEOPLE.hannele,
  /** Tomasz through his account for lists. */
  tomasz: { name: DEMO_PEOPLE.tomasz.name, email: 'tomasz+lists@wilk.example' },
  /** Answers patches, and is not a reviewer; see `DEMO_REVIEW`. */
  bot: { name: 'Fjord CI', email: 'bot+ci@fjord.example' },
} as const satisfies Readonly<Record<string, MailAuthor>>;

/** A trailer of a person. */
export function by(name: string, { name: who, email }: MailAuthor): string {
  return `${name}: ${who ?? email} <${email}>`;
}
