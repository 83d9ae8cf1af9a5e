import type { PersonRow, UserRow } from '../server/SampleState.js';
import type { MailAuthor } from './composeHeaders.js';
import type { Draft } from './drafts.js';

/** The people of a server as Patchwork records them: one person per address, ignoring case. */
export class PersonRegister {
  readonly #users: readonly UserRow[];
  readonly #byAddress = new Map<string, Draft<PersonRow>>();
  #nextId: number;

  /** @param users an author who writes from a user's address is linked to that user */
  constructor(users: readonly UserRow[], firstId: number) {
    this.#users = users;
    this.#nextId = firstId;
  }

  /** Everyone so far, in the order of their first mail. */
  get rows(): readonly PersonRow[] {
    return [...this.#byAddress.values()];
  }

  /** Id of the author of a mail that arrives now; the newest mail sets the name. */
  idOf(author: MailAuthor): number {
    const key = author.email.toLowerCase();
    const known = this.#byAddress.get(key);
    if (known !== undefined) {
      known.name = author.name ?? known.name;
      return known.id;
    }
    const owner = this.#users.find(({ email }) => email.toLowerCase() === key);
    const person = {
      id: this.#nextId,
      name: author.name,
      email: author.email,
      user: owner?.id ?? null,
    };
    this.#nextId += 1;
    this.#byAddress.set(key, person);
    return person.id;
  }
}
