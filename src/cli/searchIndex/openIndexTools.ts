import type { GatewayConfig } from '../../config/GatewayConfig.js';
import { loadConfig } from '../../config/loadConfig.js';
import type { SearchIndex } from '../../corpus/SearchIndex.js';
import { openSearchIndex } from '../../corpus/openSearchIndex.js';
import type { FilledProject, Fill } from '../../filling/Fill.js';
import { NewerSummaries } from '../../filling/NewerSummaries.js';
import { Pace } from '../../filling/Pace.js';
import { projectsOf } from '../../gateway/openFillers.js';
import { placeOf } from '../../gateway/openIndex.js';
import { suggestName } from '../../suggestName.js';
import type { CliCollaborators } from '../CliCollaborators.js';
import { UsageError } from '../UsageError.js';
import { connectInstance } from './connectInstance.js';

/** Flags that every command about the index takes. */
export interface IndexFlags {
  readonly config?: string;
  /** `instance/project`; all that are configured when missing. */
  readonly project?: string;
}

/** Collaborators of index commands. */
export interface IndexTools {
  readonly config: GatewayConfig;
  readonly index: SearchIndex;
  /** The projects that the flags name. */
  readonly projects: readonly FilledProject[];
  /** Client of one project's server. */
  readonly fillOf: (project: FilledProject) => Fill;
  close(): Promise<void>;
}

/**
 * Opens the index of a configuration, and clients of its servers beside the gateway.
 *
 * @throws UsageError where no mails are indexed, or the project is not one of those.
 */
export async function openIndexTools(
  flags: IndexFlags,
  collaborators: CliCollaborators,
): Promise<IndexTools> {
  const { environment, stderr } = collaborators;
  const config = loadConfig({ file: flags.config, flags: {}, ...(environment && { environment }) });
  const place = placeOf({ ...config, index: { ...config.index, enabled: true } });
  if (place === undefined || config.index.projects.length === 0) {
    throw new UsageError('no mails are indexed: index.projects is empty');
  }
  // Before anything is opened: a command on a name that is not known changes nothing.
  const projects = selected(config, flags.project);
  const index = await openSearchIndex(place, (path) => {
    stderr.write(`warning: the index was damaged and set aside as ${path}\n`);
  });
  try {
    // Before any server is asked: an index that cannot be used fails the command.
    await index.coverage();
  } catch (error) {
    await index.close();
    throw error;
  }
  const closers: (() => Promise<unknown>)[] = [];
  return {
    config,
    index,
    projects,
    fillOf: (project) => {
      const instance = config.instances.find(({ name }) => name === project.instance);
      if (instance === undefined) {
        throw new UsageError(`index.projects: ${project.instance} is not a configured instance`);
      }
      const { client, close } = connectInstance(instance);
      closers.push(close);
      const { requestsPerSecond, maxTextBytes } = config.index;
      const pace = new Pace(requestsPerSecond, new AbortController().signal);
      const newer = new NewerSummaries();
      return { index, client, pace, newer, maxTextBytes, onEvent: () => undefined };
    },
    close: async () => {
      await Promise.all(closers.map((close) => close()));
      await index.close();
    },
  };
}

function selected(config: GatewayConfig, name: string | undefined): readonly FilledProject[] {
  const instances = [...new Set(config.index.projects.map(({ instance }) => instance))];
  const all = instances.flatMap((instance) => projectsOf(config, instance));
  if (name === undefined) return all;
  const found = all.filter(({ instance, project }) => `${instance}/${project}` === name);
  if (found.length > 0) return found;
  const names = all.map(({ instance, project }) => `${instance}/${project}`);
  const nearest = nearestProject(name, all);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  throw new UsageError(
    `--project: ${name} is not in index.projects; expected one of ${names.join(', ')}${hint}`,
  );
}

/** A project that is similar; one without its instance is looked for by its link name. */
function nearestProject(name: string, all: readonly FilledProject[]): string | undefined {
  const named = (project: string): string | undefined => {
    const found = all.filter((one) => one.project === project);
    const [only] = found;
    return only === undefined || found.length > 1 ? undefined : `${only.instance}/${project}`;
  };
  if (name.includes('/')) {
    return suggestName(
      name,
      all.map(({ instance, project }) => `${instance}/${project}`),
    );
  }
  const near = suggestName(name, new Set(all.map(({ project }) => project)));
  return named(name) ?? (near === undefined ? undefined : named(near));
}
