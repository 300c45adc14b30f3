import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './at-exit.js';

const present = new Set<string>();
let watching = false;

export interface TemporaryFolder {
  /** Absolute, links resolved: VS Code shows and compares resolved paths. */
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder that is gone when this process is, at the latest. */
export function temporaryFolder(purpose: string): TemporaryFolder {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `agent-migrator-${purpose}-`)));
  present.add(folder);
  if (!watching) {
    watching = true;
    atExit(() => {
      for (const left of present) rmSync(left, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    });
  }
  return {
    path: folder,
    remove: async () => {
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      present.delete(folder);
    },
  };
}
