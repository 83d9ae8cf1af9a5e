/** Types of JSON values. */
type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** What the values at one place of an answer look like: every type and key seen there. */
export interface Shape {
  readonly types: ReadonlySet<JsonType>;
  /** What is in its arrays. */
  readonly items: Shape | undefined;
  /** The keys of its objects. */
  readonly keys: ReadonlyMap<string, KeyShape> | undefined;
  /** What is under any key of an object whose keys are data (`headers`). */
  readonly anyKey: Shape | undefined;
}

/** A key of an object, and whether every object seen had it. */
interface KeyShape {
  readonly shape: Shape;
  readonly always: boolean;
}

/** How two shapes differ at one place. */
export interface ShapeDifference {
  /** JSON path, `[]` for any item and `*` for any key. */
  readonly path: string;
  readonly message: string;
  /** False where only the data may be the cause, as with a null that the other side never had. */
  readonly certain: boolean;
}

/** Keys whose objects have data for keys. */
const keyedByData = new Set(['headers', 'tags']);

/** Keys that Patchwork itself may give null for, whatever the data of the sample server are. */
const nullableKeys = new Set([
  ...[
    'actor',
    'addressed',
    'commit_ref',
    'cover_letter',
    'delegate',
    'description',
    'diff',
    'hash',
  ],
  ...['list_archive_url', 'name', 'pull_url', 'target_url', 'user'],
  ...['current_delegate', 'current_relation', 'previous_delegate', 'previous_relation'],
]);

/** The shape of one value; `name` is the key it stands under. */
export function shapeOf(value: unknown, name = ''): Shape {
  const type = typeOf(value);
  const types = new Set([type]);
  const none = { types, items: undefined, keys: undefined, anyKey: undefined };
  if (Array.isArray(value)) {
    return { ...none, items: mergeAll(value.map((item: unknown) => shapeOf(item))) };
  }
  if (type !== 'object') return none;
  const entries = Object.entries(value as Record<string, unknown>);
  if (keyedByData.has(name)) {
    return { ...none, anyKey: mergeAll(entries.map(([, each]) => shapeOf(each))) };
  }
  const keys = entries.map(
    ([key, each]) => [key, { shape: shapeOf(each, key), always: true }] as const,
  );
  return { ...none, keys: new Map(keys) };
}

/** A shape that fits whatever fits one of two. */
export function mergeShapes(one: Shape, other: Shape): Shape {
  return {
    types: new Set([...one.types, ...other.types]),
    items: mergeOptional(one.items, other.items),
    keys: mergeKeys(one.keys, other.keys),
    anyKey: mergeOptional(one.anyKey, other.anyKey),
  };
}

/** Reports where `seen` does not fit `expected`. */
export function compareShapes(
  seen: Shape,
  expected: Shape,
  path = '$',
): readonly ShapeDifference[] {
  const differences: ShapeDifference[] = [];
  for (const type of seen.types) {
    const nullable = type === 'null' && nullableKeys.has(path.slice(path.lastIndexOf('.') + 1));
    if (expected.types.has(type) || nullable) continue;
    const onlyNull = expected.types.size === 1 && expected.types.has('null');
    const wanted = [...expected.types].join(' or ');
    differences.push({
      path,
      message: `${type}, the sample server has ${wanted}`,
      certain: type !== 'null' && !onlyNull,
    });
  }
  if (seen.items && expected.items) {
    differences.push(...compareShapes(seen.items, expected.items, `${path}[]`));
  }
  if (seen.anyKey && expected.anyKey) {
    differences.push(...compareShapes(seen.anyKey, expected.anyKey, `${path}.*`));
  }
  if (seen.keys && expected.keys) {
    differences.push(...compareKeys(seen.keys, expected.keys, path));
  }
  return differences;
}

function compareKeys(
  seen: ReadonlyMap<string, KeyShape>,
  expected: ReadonlyMap<string, KeyShape>,
  path: string,
): readonly ShapeDifference[] {
  const differences: ShapeDifference[] = [];
  for (const [key, { always }] of expected) {
    if (always && seen.get(key)?.always !== true) {
      const message = seen.has(key) ? 'missing in some rows' : 'missing';
      differences.push({ path: `${path}.${key}`, message, certain: true });
    }
  }
  for (const [key, { shape }] of seen) {
    const known = expected.get(key);
    if (known === undefined) {
      const message = 'a key that the sample server does not have';
      differences.push({ path: `${path}.${key}`, message, certain: true });
    } else {
      differences.push(...compareShapes(shape, known.shape, `${path}.${key}`));
    }
  }
  return differences;
}

function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' ? 'string' : 'object';
}

function mergeAll(shapes: readonly Shape[]): Shape | undefined {
  return shapes.reduce<Shape | undefined>(
    (merged, shape) => mergeOptional(merged, shape),
    undefined,
  );
}

function mergeOptional(one: Shape | undefined, other: Shape | undefined): Shape | undefined {
  return one && other ? mergeShapes(one, other) : (one ?? other);
}

function mergeKeys(
  one: ReadonlyMap<string, KeyShape> | undefined,
  other: ReadonlyMap<string, KeyShape> | undefined,
): ReadonlyMap<string, KeyShape> | undefined {
  if (!one || !other) return one ?? other;
  const merged = new Map<string, KeyShape>();
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    const left = one.get(key);
    const right = other.get(key);
    const shape = mergeOptional(left?.shape, right?.shape);
    if (shape === undefined) continue;
    merged.set(key, { shape, always: left?.always === true && right?.always === true });
  }
  return merged;
}
