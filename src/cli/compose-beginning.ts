import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BeginningPorts } from '../app/assess/begin-assessment.js';
import { systemClock } from '../node/clock.js';
import { LocalReportCache } from '../node/local-report-cache.js';
import { cacheDirectory, factsFile } from '../node/scan/cache-directory.js';
import type { Workers } from '../node/workers/create-workers.js';
import { loadWorkers } from '../node/workers/load-workers.js';
import { LocalWorkspaceFiles } from '../node/workspace-files.js';
import { readingFlags } from './v8-flags.js';

export type { Workers };

export interface ComposeOptions {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Every file whose content decides what a report says. */
const program = ['cli.js', 'commands.js', 'workers.js', 'language-worker.js'];

export function createReportCache({ workspace, environment }: ComposeOptions): LocalReportCache {
  return new LocalReportCache({
    root: workspace,
    folder: cacheDirectory(environment),
    program: program.map((file) => path.join(__dirname, file)),
    clock: systemClock,
  });
}

/** The threads in which sources are read; what starts them is a bundle of its own. */
export function createCliWorkers({ workspace, environment }: ComposeOptions): Workers {
  return loadWorkers(__dirname).createWorkers({
    root: workspace,
    distDir: __dirname,
    cacheFolder: cacheDirectory(environment),
    mayBlock: true,
    v8Flags: readingFlags,
  });
}

/** Whether nothing has been read yet of the workspace that would be known without reading it again. */
export function isUnread({ workspace, environment }: ComposeOptions): boolean {
  return !existsSync(factsFile(cacheDirectory(environment), workspace));
}

/** What it takes to begin an assessment, and to end it where nothing has changed. */
export function composeBeginning(options: ComposeOptions): Required<BeginningPorts> {
  const files = new LocalWorkspaceFiles(options.workspace, { mayBlock: true });
  return { files, reports: createReportCache(options), clock: systemClock };
}
