import { expect, it } from 'vitest';
import { stripBlanks } from '../src/stripBlanks.js';

/** Code points for which Python's `str.isspace` is true, in hexadecimal digits. */
const BLANKS =
  '9 a b c d 1c 1d 1e 1f 20 85 a0 1680 2000 2001 2002 2003 2004 2005 2006 2007 2008 2009 200a 2028 2029 202f 205f 3000';

it('removes the blanks of Python at both ends, and nothing else', () => {
  const removed: string[] = [];
  for (let code = 0; code <= 0xffff; code += 1) {
    const char = String.fromCharCode(code);
    const rest = stripBlanks(`${char}${char}a${char}b${char}`);
    if (rest === `a${char}b`) removed.push(code.toString(16));
    else expect(rest).toBe(`${char}${char}a${char}b${char}`);
  }
  expect(removed.join(' ')).toBe(BLANKS);
});

it.each(['', ' ', '\u001f\u3000'])('leaves nothing of %j', (text) => {
  expect(stripBlanks(text)).toBe('');
});
