import type { History } from '../journal/replay.js';
import { openRun, waitingItems } from '../journal/run.js';

/**
 * `waiting`: nothing has been tried. `queued`: a run that goes on, or can, has it before it. `running`: its migration has begun. `failed`: the
 * last attempt left it as it was, or took it back.
 */
export type AgentProgress = 'waiting' | 'queued' | 'running' | 'migrated' | 'failed';

export interface FileProgress {
  readonly progress: Exclude<AgentProgress, 'waiting' | 'migrated'>;
  /** Why it failed; empty otherwise. */
  readonly because: string;
}

/** How far the files are that the journal has a word about; by path. What came last counts. */
export function progressOfFiles({ runs, migrations }: History): ReadonlyMap<string, FileProgress> {
  const files = new Map<string, FileProgress>();
  for (const run of runs) {
    for (const { path, outcome, because } of run.left.values())
      if (outcome !== 'unchanged') files.set(path, { progress: 'failed', because });
  }
  for (const { path, state, because } of migrations) {
    if (state === 'unfinished') files.set(path, { progress: 'running', because: '' });
    else if (state === 'undone' && because !== '') files.set(path, { progress: 'failed', because });
    else if (state === 'applied') files.delete(path);
  }
  const open = openRun(runs);
  for (const { path } of open === undefined ? [] : waitingItems(open, migrations))
    if (files.get(path)?.progress !== 'running') files.set(path, { progress: 'queued', because: '' });
  return files;
}
