import path from 'node:path';
import type { BeginningPorts } from '../app/assess/begin-assessment.js';
import { systemClock } from '../node/clock.js';
import { LocalReportCache } from '../node/local-report-cache.js';
import { cacheDirectory } from '../node/scan/cache-directory.js';
import { LocalWorkspaceFiles } from '../node/workspace-files.js';

export interface ComposeOptions {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Every file whose content decides what a report says. */
const program = ['cli.js', 'commands.js', 'language-worker.js'];

export function createReportCache({ workspace, environment }: ComposeOptions): LocalReportCache {
  return new LocalReportCache({
    root: workspace,
    folder: cacheDirectory(environment),
    program: program.map((file) => path.join(__dirname, file)),
    clock: systemClock,
  });
}

/** What it takes to begin an assessment, and to end it where nothing has changed. */
export function composeBeginning(options: ComposeOptions): Required<BeginningPorts> {
  const files = new LocalWorkspaceFiles(options.workspace, { mayBlock: true });
  return { files, reports: createReportCache(options), clock: systemClock };
}
