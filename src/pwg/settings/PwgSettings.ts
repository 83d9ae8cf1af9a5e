import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { API_VERSIONS } from '../../apiVersions.js';
import { makeFolder } from '../../makeFolder.js';
import { PwgError, usageError } from '../PwgError.js';

const instanceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*$/,
    'must be a name such as kernel: lowercase letters, digits and dashes',
  );
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

const instance = z.strictObject({
  name: instanceName,
  /** Default: the URL of the preset of this name. */
  url: webAddress.optional(),
  /** Saves the requests that detect it. */
  apiVersion: z.enum(API_VERSIONS).optional(),
  /** Link name of the default project of this instance, for lists. */
  project: z.string().min(1).optional(),
  /** Time zone of its events and checks. */
  timezone: z.string().min(1).optional(),
});

const settingsSchema = z.strictObject({
  /** URL of a gateway. */
  gateway: webAddress.optional(),
  /** Configuration file of a gateway to run in process, if `gateway` is not set. */
  config: z.string().min(1).optional(),
  /** Servers of the gateway in process. */
  instances: z.array(instance).optional(),
  /** Instance of references that are only numbers. */
  instance: instanceName.optional(),
  /** Default project of lists: a link name, or `instance/name`; `*` for all. */
  project: z.string().min(1).optional(),
  /** Command that opens a URL. */
  browser: z.string().min(1).optional(),
});

/** A server in the settings. */
export type InstanceSettings = z.infer<typeof instance>;

/** The file `pwg.yml`. It contains no tokens. */
export type PwgSettings = z.infer<typeof settingsSchema>;

/**
 * Reads the settings; if the file does not exist, they are empty.
 *
 * @throws PwgError that names the file and every invalid key.
 */
export function readSettings(file: string): PwgSettings {
  const text = readIfExists(file);
  if (text === undefined) return {};
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (error) {
    throw usageError(`${file}: cannot be parsed: ${messageOf(error)}`);
  }
  const result = settingsSchema.safeParse(content);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    return `${file}: ${path.map(String).join('.') || 'the file'}: ${message}`;
  });
  throw usageError(faults.join('\n'));
}

/** Writes the settings; the file is replaced atomically, so that a reader never sees a part of it. */
export function writeSettings(file: string, settings: PwgSettings): void {
  replaceFile(file, stringify(settings), 0o644);
}

/** Replaces a file atomically, and creates its directory. */
export function replaceFile(file: string, text: string, mode: number): void {
  try {
    makeFolder(dirname(file), 0o700);
    const draft = `${file}.${String(process.pid)}.new`;
    writeFileSync(draft, text, { mode, flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    throw new PwgError(`${file}: cannot be written: ${messageOf(error)}`);
  }
}

/** The text of a file; undefined if it does not exist. @throws PwgError if it cannot be read. */
export function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw usageError(`${file}: cannot be read: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
