import { usageError } from '../PwgError.js';
import { readServerUrl, type ForeignSettings } from './ForeignSettings.js';

type Section = ReadonlyMap<string, string>;

/**
 * Parses `~/.pwclientrc`: a section `options` and a section for each project, in the format of Python's configparser.
 * The project of `options.default` comes first.
 *
 * @param file name of the file, for messages.
 * @throws PwgError for a file without a project, and for the format used before Patchwork 1.0.
 */
export function readPwclientSettings(text: string, file: string): ForeignSettings {
  const sections = parseIni(text);
  if (sections.has('base')) {
    throw usageError(
      `${file}: has the format used before Patchwork 1.0; run pwclient once to convert it`,
    );
  }
  const first = sections.get('options')?.get('default');
  const projects = [...sections].filter(
    ([name, section]) => name !== 'options' && section.has('url'),
  );
  if (projects.length === 0) throw usageError(`${file}: has no project section with a url`);
  projects.sort(([left], [right]) => Number(right === first) - Number(left === first));
  return {
    origin: file,
    servers: projects.map(([project, section]) => ({
      ...readServerUrl(section.get('url') ?? '', `${file}: [${project}] url`),
      project,
      token: section.get('token'),
    })),
    hasPassword: projects.some(([, section]) => section.has('password')),
  };
}

/** https://docs.python.org/3/library/configparser.html#supported-ini-file-structure */
function parseIni(text: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const [, name] = /^\[(.+)\]\s*$/.exec(line) ?? [];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      continue;
    }
    const [, key, value = ''] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) section?.set(key.toLowerCase(), value);
  }
  return sections;
}
