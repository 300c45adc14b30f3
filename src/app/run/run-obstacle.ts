import { configFileName } from '../../core/config/config-file-name.js';
import { sha256At, type Migration } from '../../core/journal/replay.js';
import type { Reason } from '../../core/reason.js';
import type { Operation } from '../operation.js';
import type { MigrationStore } from '../ports/migration-store.js';
import type { SourceReader } from '../ports/source-reader.js';
import type { VersionControl } from '../ports/version-control.js';

export interface RunObstaclePorts {
  readonly store: Pick<MigrationStore, 'view'>;
  readonly sources: SourceReader;
  readonly versionControl: Pick<VersionControl, 'operationInProgress' | 'uncommittedFiles'>;
}

/** Enough to say which ones they are. */
const mostNamed = 5;

/**
 * Why a run should not begin or go on now, unless somebody says so: a merge in progress, or files that are not committed, those aside that
 * hold exactly what a migration of ours wrote. `undefined` when nothing stands in the way, or nothing is under version control.
 */
export async function findRunObstacle(
  { store, sources, versionControl }: RunObstaclePorts,
  operation: Operation,
): Promise<Reason | undefined> {
  const merging = await versionControl.operationInProgress(configFileName);
  if (merging !== undefined)
    return { code: 'merge-in-progress', message: `${merging} is in progress. Finish or abort it first.` };
  const { migrations } = (await store.view()).history;
  const isForeign = async (path: string): Promise<boolean> => !(await isAsWritten(sources, migrations, path));
  const files = await versionControl.uncommittedFiles(mostNamed, isForeign, operation);
  if (files === undefined || files.length === 0) return undefined;
  const more = files.length === mostNamed ? ', …' : '';
  return {
    code: 'dirty',
    message: `There are changes that are not committed: ${files.join(', ')}${more}. Commit them first.`,
  };
}

async function isAsWritten(sources: SourceReader, migrations: readonly Migration[], path: string): Promise<boolean> {
  const last = migrations.findLast((one) => one.path === path);
  if (last === undefined) return false;
  const reading = await sources.read(path);
  return reading.kind === 'file' && reading.file.sha256 === sha256At(last, last.position);
}
