import { describe, expect, it } from 'vitest';
import { parseAddresses } from '../../src/mail/address.js';
import { isSameName, matchSender, personKey } from '../../src/mail/identity.js';
import { parseMailmap } from '../../src/mail/mailmap.js';

const address = (email: string, name: string | null = null) => ({ name, email });

describe('matchSender', () => {
  it.each([
    ['kofi@dev.example', 'kofi@dev.example', 'EXACT'],
    ['KOFI@dev.example', 'kofi@Dev.example', 'EXACT'],
    ['kofi@dev.example', 'kofi+lists@dev.example', 'ALIAS'],
    ['kofi@uk.dev.example', 'kofi@dev.example', 'ALIAS'],
    ['kofi@dev.example', 'kofi+x@uk.dev.example', 'ALIAS'],
    ['kofi@a.b.dev.example', 'kofi@dev.example', 'MISMATCH'],
    ['kofi@notdev.example', 'kofi@dev.example', 'MISMATCH'],
    ['kofi@example', 'kofi@dev.example', 'MISMATCH'],
    ['ama@dev.example', 'kofi@dev.example', 'MISMATCH'],
  ])('compares %s with %s: %s', (trailer, sender, expected) => {
    expect(matchSender(address(trailer), [address(sender)])).toBe(expected);
  });

  it('selects the best match of several senders', () => {
    const senders = [
      address('x@list.example', 'Ana Ruiz'),
      address('ana+x@a.example'),
      address('ana@a.example'),
    ];
    expect(matchSender(address('ana@a.example', 'Ana Ruiz'), senders)).toBe('EXACT');
    expect(matchSender(address('ana@a.example', 'Ana Ruiz'), senders.slice(0, 2))).toBe('ALIAS');
    expect(matchSender(address('ana@a.example', 'Ana Ruiz'), senders.slice(0, 1))).toBe('NAME');
    expect(matchSender(address('ana@a.example', 'Ana Ruiz'), [])).toBe('MISMATCH');
  });

  it.each([
    ['Ana Ruiz', 'Ana Ruiz (ACME Labs)', 'NAME'],
    ['Ana Ruiz [ACME]', 'Ruiz, Ana (R3)', 'NAME'],
    ['Ana Ruiz', 'Ana Ruiz via B4 Relay', 'NAME'],
    ['Ana (ACME)', 'Ana (ACME)', 'MISMATCH'],
    ['Ana via Relay', 'Ana via Relay', 'MISMATCH'],
    ['(ACME)', '(ACME)', 'MISMATCH'],
    ['Ana Ruiz (ACME)', 'Ola Berg (ACME)', 'MISMATCH'],
  ])('ignores an employer or relay in a name: %s and %s', (name, sender, expected) => {
    const match = matchSender(address('ana@a.example', name), [address('a@x.example', sender)]);
    expect(match).toBe(expected);
  });

  it('treats addresses in the mailmap as aliases', () => {
    const mailmap = parseMailmap('Ana Ruiz <ana@a.example> <ana@old.example>\n# <x@y.example>\n');
    const match = matchSender(address('ana@old.example'), [address('ana@a.example')], mailmap);
    expect(match).toBe('ALIAS');
    expect(personKey(address('Ana@Old.example'), mailmap)).toBe('ana@a.example');
  });
});

describe('isSameName', () => {
  it.each([
    ['Ana Ruiz', 'ana  ruiz', true],
    ['Ruiz, Ana', 'Ana Ruiz', true],
    ['"Ana Ruiz"', 'Ana Ruiz', true],
    ['Jos\u00e9 Ruiz', 'Jose\u0301 Ruiz', true],
    ['Ana', 'Ana', false],
    ['Ana Ruiz', 'Ruiz Ana', false],
    ['Doe, Jane', 'Ana Ruiz', false],
    ['Ana Maria Ruiz', 'Ana Ruiz', false],
    [null, null, false],
  ])('compares %s with %s: %s', (one, other, expected) => {
    expect(isSameName(one, other)).toBe(expected);
  });
});

describe('parseMailmap', () => {
  it.each([
    ['Ana Ruiz <ana@a.example>', 'ana@a.example', 'Ana Ruiz'],
    ['<ana@a.example> <old@a.example>', 'ana@a.example', 'x'],
    ['Ana <ana@a.example> Other <old@a.example>', 'old@a.example', 'x'],
    ['Ana <ana@a.example> X <old@a.example>', 'ana@a.example', 'Ana'],
    ['nothing', 'old@a.example', 'x'],
  ])('reads %s', (line, email, name) => {
    const asked = line.startsWith('Ana Ruiz') ? 'ana@a.example' : 'old@a.example';
    expect(parseMailmap(line).canonicalize(address(asked, 'x'))).toEqual({ email, name });
  });
});

describe('parseAddresses', () => {
  it.each([
    ['Ana Ruiz <ana@a.example>', [['Ana Ruiz', 'ana@a.example']]],
    [
      '"Doe, Jane" <jane@a.example>, ana@a.example',
      [
        ['Doe, Jane', 'jane@a.example'],
        [null, 'ana@a.example'],
      ],
    ],
    ['Doe, Jane <jane@a.example>', [['Doe, Jane', 'jane@a.example']]],
    ['=?utf-8?q?Jos=C3=A9=2C?= Ruiz <jose@a.example>', [['José, Ruiz', 'jose@a.example']]],
    ['ana@a.example (Ana Ruiz)', [['Ana Ruiz', 'ana@a.example']]],
    ['undisclosed-recipients:;', []],
    ['', []],
  ])('reads %s', (raw, expected) => {
    expect(parseAddresses(raw).map(({ name, email }) => [name, email])).toEqual(expected);
  });
});
