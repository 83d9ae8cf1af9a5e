import type { MailAuthor } from './composeHeaders.js';

/** People who write to the lists of the demo. Addresses are equal on all servers, names nearly so. */
export const DEMO_PEOPLE = {
  hannele: { name: 'Hannele Kivi', email: 'hannele@kivi.example' },
  oskar: { name: 'Oskar Lindqvist', email: 'oskar@lindqvist.example' },
  ines: { name: 'Ines Calder', email: 'ines@calder.example' },
  tomasz: { name: 'Tomasz Wilk', email: 'tomasz@wilk.example' },
  ravi: { name: 'Ravi Menon', email: 'ravi@menon.example' },
  yuki: { name: '林 ゆき', email: 'yuki@hayashi.example' },
  marguerite: { name: 'Marguerite Roy', email: 'marguerite@roy.example' },
  bjorn: { name: 'Bjørn Ås', email: 'bjorn@aas.example' },
  adaeze: { name: "Adaeze O'Nwosu", email: 'Adaeze.Onwosu@nwosu.example' },
  lev: { name: 'Lev Brandt', email: 'lev@brandt.example' },
  pilar: { name: 'Pilar Núñez', email: 'pilar@nunez.example' },
  sam: { name: 'Sam Okafor', email: 'sam.okafor@gate.example' },
  /** Sends mail without a display name. */
  bare: { name: null, email: 'bare@noname.example' },
} as const satisfies Readonly<Record<string, MailAuthor>>;

/** The same address with the name that its owner used on that one server. */
export const INES_ON_CEDAR: MailAuthor = {
  name: 'Inês Calder-Moura',
  email: DEMO_PEOPLE.ines.email,
};
