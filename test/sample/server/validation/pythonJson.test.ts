import { describe, expect, it } from 'vitest';
import {
  pythonJsonError,
  pythonText,
  pythonTypeName,
} from '../../../../src/sample/server/validation/pythonJson.js';

describe('pythonJsonError', () => {
  // The messages of Python 3.11's json.loads.
  it.each([
    ['x', 'Expecting value: line 1 column 1 (char 0)'],
    ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a"', "Expecting ':' delimiter: line 1 column 5 (char 4)"],
    ['{"a":', 'Expecting value: line 1 column 6 (char 5)'],
    ['{"a":1', "Expecting ',' delimiter: line 1 column 7 (char 6)"],
    ['{"a":1,}', 'Expecting property name enclosed in double quotes: line 1 column 8 (char 7)'],
    ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
    ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['{"a":1} x', 'Extra data: line 1 column 9 (char 8)'],
    ['{"a":\n  tru}', 'Expecting value: line 2 column 3 (char 8)'],
    ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ['"\\q"', 'Invalid \\escape: line 1 column 2 (char 1)'],
    ['[1,]', 'Expecting value: line 1 column 4 (char 3)'],
    ['01', 'Extra data: line 1 column 2 (char 1)'],
  ])('says of %j what Python says', (text, message) => {
    expect(pythonJsonError(text)).toBe(message);
  });
});

describe('pythonText and pythonTypeName', () => {
  it.each([
    [null, 'None', 'NoneType'],
    [true, 'True', 'bool'],
    [5, '5', 'int'],
    [1.5, '1.5', 'float'],
    ["it's", "it's", 'str'],
    [['a', 1, null], "['a', 1, None]", 'list'],
    [{ a: "it's" }, "{'a': 'it\\'s'}", 'dict'],
  ])('write %j as Python does', (value, text, type) => {
    expect(pythonText(value)).toBe(text);
    expect(pythonTypeName(value)).toBe(type);
  });
});
