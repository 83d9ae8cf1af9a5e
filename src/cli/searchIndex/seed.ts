import { openArchive } from '../../filling/seed/archives.js';
import { Seed } from '../../filling/seed/seedProject.js';
import type { CliCollaborators } from '../CliCollaborators.js';
import { UsageError } from '../UsageError.js';
import type { IndexTools } from './openIndexTools.js';
import { startProgress } from './startProgress.js';

/** Fills the index of one project from an archive; resolves with the exit code. */
export async function seed(
  { fillOf, projects }: IndexTools,
  archive: string,
  { stdout }: CliCollaborators,
): Promise<number> {
  const [project] = projects;
  if (project === undefined) return 0;
  const mails = await openArchive(archive).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  const own = new Seed(fillOf(project), project);
  const known = await own.readNumbers();
  const name = `${project.instance}/${project.project}`;
  stdout.write(`${name}: the server has ${String(known)} mails\n`);
  const bar = await startProgress(known, 'mails');
  try {
    const done = await own.store(mails, ({ indexed }) => {
      bar.update(indexed);
    });
    bar.stop();
    const unreadable =
      done.unreadable === 0 ? '' : `; ${String(done.unreadable)} could not be read`;
    stdout.write(
      `${name}: ${String(done.indexed)} of ${String(known)} mails are indexed, out of ${String(done.read)} in the archive${unreadable}\n`,
    );
    return 0;
  } finally {
    bar.stop();
  }
}
