import { names, type ObjectName, type ResourceName } from '../../src/patchwork/names.js';

/** The path of a URL below the API version: `patches/1/checks/7`, `projects/linux`. */
export function objectName(path: string): ObjectName {
  const words = path.split('/').map(decodeURIComponent);
  let name: ObjectName | undefined;
  for (let index = 0; index < words.length; index += 2) {
    const word = words[index + 1] ?? '';
    name = names.of(words[index] as ResourceName, /^\d+$/.test(word) ? Number(word) : word, name);
  }
  if (name === undefined) throw new Error(`no object at ${path}`);
  return name;
}
