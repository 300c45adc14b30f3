import type { WorkspacePorts } from '../app/ports/workspace-ports.js';
import { systemClock } from './clock.js';
import { LocalWorkspaceFiles } from './workspace-files.js';

export interface LocalPortsOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The adapters that the CLI and the editor share; each host's own composition root adds the rest. */
export function createLocalPorts({ root }: LocalPortsOptions): WorkspacePorts {
  return {
    files: new LocalWorkspaceFiles(root),
    clock: systemClock,
    dispose: () => Promise.resolve(),
  };
}
