import { expectedNow } from '../../corpus/indexCoverage.js';
import { describeEstimate, estimateFill } from '../../filling/estimate.js';
import { readCoverage } from '../../filling/Fill.js';
import { forgetMails } from '../../filling/forgotten.js';
import { reconcile, type ReconcileWatch } from '../../filling/reconcile.js';
import { messageIdForms } from '../../mail/messageId.js';
import type { CliCollaborators } from '../CliCollaborators.js';
import { formatTable } from '../formatTable.js';
import { UsageError } from '../UsageError.js';
import { startProgress, type Progress } from './startProgress.js';
import { openIndexTools, type IndexFlags, type IndexTools } from './openIndexTools.js';

/** Opens the collaborators of an index command, and closes them after the command. */
export async function using(
  flags: IndexFlags,
  collaborators: CliCollaborators,
  work: (tools: IndexTools) => Promise<number>,
): Promise<number> {
  const tools = await openIndexTools(flags, collaborators);
  try {
    return await work(tools);
  } finally {
    await tools.close();
  }
}

/** Prints the index status. Resolves with the exit code. */
export async function status(
  { index, projects }: IndexTools,
  isJson: true | undefined,
  { stdout }: CliCollaborators,
): Promise<number> {
  const coverages = await Promise.all(
    projects.map(async (project) => {
      const coverage = await readCoverage(index, project);
      return {
        ...project,
        coverage: coverage && { ...coverage, expectedPatches: expectedNow(coverage) },
      };
    }),
  );
  const bytes = await index.size();
  if (isJson === true) {
    stdout.write(`${JSON.stringify({ bytes, projects: coverages }, null, 2)}\n`);
    return 0;
  }
  const rows = coverages.map(({ instance, project, coverage }) => [
    `${instance}/${project}`,
    coverage?.state ?? 'NONE',
    dayOf(coverage?.from),
    dayOf(coverage?.until),
    `${String(coverage?.patches ?? 0)} of ${String(coverage?.expectedPatches ?? '?')}`,
    String(coverage?.covers ?? 0),
    String(coverage?.commentCount ?? 0),
    String(coverage?.truncated ?? 0),
  ]);
  const heading = ['PROJECT', 'STATE', 'FROM', 'UNTIL', 'PATCHES', 'COVERS', 'COMMENTS', 'CUT'];
  stdout.write(formatTable([heading, ...rows]));
  for (const { instance, project, coverage } of coverages) {
    for (const { from, to, reason } of coverage?.holes ?? []) {
      stdout.write(`${instance}/${project}: ${dayOf(from)} to ${dayOf(to)}: ${reason}\n`);
    }
  }
  stdout.write(`\nThe index has ${(bytes / 1e6).toFixed(1)} MB.\n`);
  return 0;
}

const dayOf = (seconds: number | null | undefined): string =>
  seconds == null ? '-' : new Date(seconds * 1000).toISOString().slice(0, 10);

/** Shows what a comparison costs before it begins, and how far it is. */
class ShownWatch implements ReconcileWatch {
  readonly #name: string;
  readonly #requestsPerSecond: number;
  readonly #stderr: CliCollaborators['stderr'];
  #bar: Progress | undefined;
  #done = 0;

  constructor(name: string, requestsPerSecond: number, stderr: CliCollaborators['stderr']) {
    this.#name = name;
    this.#requestsPerSecond = requestsPerSecond;
    this.#stderr = stderr;
  }

  async begin(steps: number): Promise<void> {
    const minutes = Math.ceil(steps / this.#requestsPerSecond / 60);
    this.#stderr.write(
      `${this.#name}: about ${String(steps)} requests (${String(minutes)} minutes), and 1 per 250 mails of months that differ\n`,
    );
    this.#bar = await startProgress(steps, 'comparisons');
  }

  step(): void {
    this.#done += 1;
    this.#bar?.update(this.#done);
  }

  stop(): void {
    this.#bar?.stop();
  }
}

/** Compares the index with the servers. Resolves with the exit code. */
export async function verify(
  { config, fillOf, index, projects }: IndexTools,
  isRepair: true | undefined,
  { stdout, stderr }: CliCollaborators,
): Promise<number> {
  let isSame = true;
  for (const project of projects) {
    const name = `${project.instance}/${project.project}`;
    if ((await readCoverage(index, project))?.from == null) {
      stdout.write(`${name}: nothing is indexed yet\n`);
      isSame = false;
      continue;
    }
    const watch = new ShownWatch(name, config.index.requestsPerSecond, stderr);
    const found = await reconcile(fillOf(project), project, isRepair !== true, watch).finally(
      () => {
        watch.stop();
      },
    );
    const lost = found.unreadable.length;
    const unreadable = lost === 0 ? '' : `; ${String(lost)} on the server cannot be read`;
    if (found.months.length === 0) {
      stdout.write(`${name}: matches the server${unreadable}\n`);
      continue;
    }
    isSame = isSame && isRepair === true;
    const months = found.months.join(', ');
    const [missing, gone] = isRepair === true ? ['added', 'removed'] : ['missing', 'gone'];
    stdout.write(
      `${name}: ${String(found.added)} mails ${missing}, ${String(found.removed)} ${gone} (${months})${unreadable}\n`,
    );
  }
  return isSame ? 0 : 1;
}

/** Removes mails or projects. Resolves with the exit code. */
export async function forget(
  { index, projects }: IndexTools,
  messageIds: readonly string[],
  flags: IndexFlags,
  { stdout }: CliCollaborators,
): Promise<number> {
  if (messageIds.length > 0) {
    const forms = messageIds.map(messageIdForms);
    const found = await index.find(forms.flat());
    const known = new Set(found.map(({ messageId }) => messageId));
    // A percent sign may be part of an id, so an id that is known is meant as it is.
    const ids = forms.flatMap((some) => some.find((one) => known.has(one)) ?? some);
    const removed = await forgetMails(index, ids);
    stdout.write(`${String(removed)} mails are removed; they will not be indexed again.\n`);
    for (const id of ids.filter((one) => !known.has(one))) {
      stdout.write(`${id} is not in the index; it will not be indexed either.\n`);
    }
    return 0;
  }
  if (flags.project === undefined) throw new UsageError('name Message-IDs, or --project');
  for (const project of projects) {
    const removed = await index.forget(project);
    stdout.write(`${String(removed)} mails of ${flags.project} are removed.\n`);
  }
  return 0;
}

/** Empties the index. Resolves with the exit code. */
export async function rebuild(
  { config, fillOf, index, projects }: IndexTools,
  isSure: true | undefined,
  { stdout }: CliCollaborators,
): Promise<number> {
  const { requestsPerSecond } = config.index;
  for (const project of projects) {
    const estimate = await estimateFill(fillOf(project), project, requestsPerSecond);
    const words = estimate === null ? 'of unknown size' : describeEstimate(estimate);
    stdout.write(`${project.instance}/${project.project}: ${words}\n`);
    if (isSure === true) await index.forget(project);
  }
  stdout.write(
    isSure === true
      ? 'The index is empty; the gateway fills it again.\n'
      : 'Nothing is changed; add --yes to empty the index.\n',
  );
  return 0;
}
