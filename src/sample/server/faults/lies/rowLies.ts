import {
  isJsonObject,
  jsonOf,
  mapValues,
  objects,
  rows,
  withBody,
  type Json,
  type JsonObject,
  type Lie,
} from './Lie.js';

const renumbered = (by: number) => (json: Json) =>
  isJsonObject(json) && typeof json['id'] === 'number' ? { ...json, id: json['id'] + by } : json;

const BAD_NUMBERS: Readonly<Record<string, Json>> = {
  null: null,
  true: true,
  text: '7',
  'text-of-words': 'seven',
  list: [7],
  object: { id: 7 },
  negative: -1,
  zero: 0,
  fraction: 1.5,
  'above-int': 2 ** 31,
  'above-safe': 2 ** 53,
  huge: 1e21,
};

function many(count: number): readonly Json[] {
  return Array.from({ length: count }, (_, index) => ({ id: index }));
}

/** Rows that a heavy lie changes: its answers have about 30 MiB, below the default of `maxBodyBytes`. */
const HEAVY_ROWS = 30;

/** A lie whose answers are slow to parse but quick to create: its text is written once. */
function heavy(name: string, fields: JsonObject): Lie {
  let text: Buffer | undefined;
  const change = (row: Json): readonly Buffer[] => {
    if (!isJsonObject(row)) return [Buffer.from(JSON.stringify(row))];
    text ??= Buffer.from(JSON.stringify(fields).slice(1));
    return [Buffer.from(`${JSON.stringify(row).slice(0, -1)},`), text];
  };
  return {
    name,
    tell: (answer) => {
      const json = jsonOf(answer);
      if (Array.isArray(json)) {
        const rows = (json as readonly Json[]).flatMap((row, index) => [
          Buffer.from(index === 0 ? '[' : ','),
          ...(index < HEAVY_ROWS ? change(row) : [Buffer.from(JSON.stringify(row))]),
        ]);
        return withBody(
          answer,
          Buffer.concat([...rows, Buffer.from(rows.length > 0 ? ']' : '[]')]),
        );
      }
      const isOne = json !== undefined && isJsonObject(json) && 'id' in json;
      return isOne ? withBody(answer, Buffer.concat(change(json))) : answer;
    },
  };
}

/** Rows and objects other than the requested ones, or a wrong number of them. */
export const ROW_LIES: readonly Lie[] = [
  rows('rows-doubled', (list) => [...list, ...list]),
  rows('rows-each-twice', (list) => list.flatMap((row) => [row, row])),
  rows('rows-all-the-first', (list) => list.map(() => list[0] ?? null)),
  rows('rows-missing', (list) => list.slice(0, list.length / 2)),
  rows('rows-one', (list) => list.slice(0, 1)),
  rows('rows-none', () => []),
  rows('rows-reversed', (list) => [...list].reverse()),
  rows('rows-rotated', (list) => [...list.slice(3), ...list.slice(0, 3)]),
  rows('rows-null', (list) => list.map(() => null)),
  rows('rows-some-null', (list) => list.map((row, index) => (index % 3 === 1 ? null : row))),
  rows('rows-first-null', (list) => list.map((row, index) => (index === 0 ? null : row))),
  rows('rows-last-null', (list) =>
    list.map((row, index) => (index === list.length - 1 ? null : row)),
  ),
  rows('rows-empty', (list) => list.map(() => ({}))),
  rows('rows-numbers', (list) => list.map((_row, index) => index)),
  rows('rows-texts', (list) => list.map(() => 'row')),
  rows('rows-lists', (list) => list.map((row) => [row])),
  rows('rows-251', (list) => [...list, ...Array.from({ length: 251 }, () => list[0] ?? null)]),
  rows('rows-100000', (list) => [...list, ...Array.from({ length: 100_000 }, () => ({}))]),
  rows('rows-renumbered', (list) => list.map(renumbered(1_000_000))),
  objects('other-object', renumbered(1)),
  objects('object-without-id', ({ id: _id, ...rest }) => rest),
  ...Object.entries(BAD_NUMBERS).flatMap(([name, number]) => [
    objects(`id-${name}`, (object) => ({ ...object, id: number })),
    objects(`inner-id-${name}`, (object) =>
      mapValues(object, (one) => (isJsonObject(one) && 'id' in one ? { ...one, id: number } : one)),
    ),
    objects(`counts-${name}`, (object) => ({
      ...object,
      version: number,
      total: number,
      received_total: number,
    })),
  ]),
  heavy('huge-lists-inside', {
    related: many(20_000),
    patches: many(20_000),
    series: many(20_000),
    maintainers: many(20_000),
    prefixes: Array.from({ length: 20_000 }, () => 'x'),
  }),
  heavy(
    'huge-distinct-keys',
    Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${String(index)}`, 1])),
  ),
  heavy('huge-nested-lists', { related: Array.from({ length: 40_000 }, () => [[[[[[[[]]]]]]]]) }),
  heavy('huge-texts', { name: 'x'.repeat(500_000), content: 'line\n'.repeat(100_000) }),
  objects('huge-headers', (object) => ({
    ...object,
    headers: { Received: Array.from({ length: 50_000 }, () => 'x') },
  })),
  objects('many-headers', (object) => ({
    ...object,
    headers: Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`x-${String(index)}`, 'y']),
    ),
  })),
  objects('unknown-fields', (object) => ({
    ...object,
    ...Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`x${String(index)}`, index]),
    ),
  })),
];
