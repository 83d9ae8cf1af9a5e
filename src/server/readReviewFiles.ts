import { readFile } from 'node:fs/promises';
import type { ConfigFault } from '../config/ConfigError.js';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import {
  NO_REVIEW_SETTINGS,
  readMailmap,
  readMaintainers,
  type InstanceMaintainers,
  type MaintainersFile,
  type ReviewSettings,
} from '../review/reading/ReviewSettings.js';

/** Contents of the files that a configuration names for reviews. */
export interface ReviewFiles {
  readonly settings: ReviewSettings;
  /** Files that cannot be used. */
  readonly faults: readonly ConfigFault[];
  /** Lines that are skipped, such as patterns that cannot be read. */
  readonly warnings: readonly string[];
}

/** The part of a configuration that names files for reviews. */
export type ReviewConfig = Pick<GatewayConfig, 'instances' | 'review'>;

/** Reads the mailmap and the MAINTAINERS files of a configuration, each once. */
export async function readReviewFiles(config: ReviewConfig): Promise<ReviewFiles> {
  const reader = new ReviewFileReader();
  const { mailmapFile, bots, authorStates } = config.review;
  const mailmap =
    mailmapFile === undefined ? null : await reader.mailmap('review.mailmapFile', mailmapFile);
  const maintainers = new Map<string, InstanceMaintainers>();
  for (const [index, instance] of config.instances.entries()) {
    const { name, maintainersFile, projectMaintainersFiles } = instance;
    const path = `instances[${String(index)}]`;
    const file =
      maintainersFile === undefined
        ? null
        : await reader.maintainers(`${path}.maintainersFile`, maintainersFile);
    const byProject = new Map<string, MaintainersFile>();
    for (const [project, own] of Object.entries(projectMaintainersFiles)) {
      const read = await reader.maintainers(`${path}.projectMaintainersFiles.${project}`, own);
      if (read !== null) byProject.set(project, read);
    }
    if (file !== null || byProject.size > 0) maintainers.set(name, { file, byProject });
  }
  const people = { mailmap: mailmap ?? NO_REVIEW_SETTINGS.people.mailmap, bots };
  return {
    settings: { people, authorStates, maintainers },
    faults: reader.faults,
    warnings: reader.warnings,
  };
}

class ReviewFileReader {
  readonly faults: ConfigFault[] = [];
  readonly warnings: string[] = [];
  /** Several instances may name one file. */
  readonly #maintainers = new Map<string, MaintainersFile | null>();

  async mailmap(path: string, file: string): Promise<ReviewSettings['people']['mailmap'] | null> {
    const text = await this.#text(path, file, 'a mailmap');
    if (text === null) return null;
    const mailmap = readMailmap(text);
    if (mailmap === null) {
      const problem = `is ${file}, which has no line of a mailmap`;
      const remedy = 'lines such as "Jane Doe <jane@example.org> <old@example.org>"';
      this.faults.push({ path, problem, remedy });
    }
    return mailmap;
  }

  async maintainers(path: string, file: string): Promise<MaintainersFile | null> {
    const known = this.#maintainers.get(file);
    if (known !== undefined && known !== null) return known;
    const text = await this.#text(path, file, 'a MAINTAINERS file');
    if (text === null) return null;
    const maintainers = readMaintainers(text);
    if (maintainers === null) {
      const problem = `is ${file}, which has no section of a MAINTAINERS file`;
      const remedy = 'sections of a heading and lines such as "M: Jane Doe <jane@example.org>"';
      this.faults.push({ path, problem, remedy });
    }
    for (const { line, text: pattern } of maintainers?.unreadable ?? []) {
      this.warnings.push(
        `${file}:${String(line)}: "${pattern}" is not a regular expression that JavaScript supports; it matches nothing`,
      );
    }
    this.#maintainers.set(file, maintainers);
    return maintainers;
  }

  async #text(path: string, file: string, kind: string): Promise<string | null> {
    try {
      return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      const problem = `is ${file}, which cannot be read${reason}`;
      this.faults.push({ path, problem, remedy: `the path of ${kind} that is readable` });
      return null;
    }
  }
}
