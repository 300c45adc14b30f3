import type { WorkspacePorts } from '../app/ports/workspace-ports.js';
import { systemClock } from './clock.js';
import { createChangePorts } from './create-change-ports.js';
import { Git } from './git.js';
import { MachineTelemetry } from './telemetry/machine-telemetry.js';
import { LocalWorkspaceFiles } from './workspace-files.js';

export interface LocalPortsOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder with the built worker and WASM files. */
  readonly distDir: string;
}

/** The adapters that the CLI and the editor share; each host's own composition root adds the rest. */
export function createLocalPorts({ root, environment, distDir }: LocalPortsOptions): WorkspacePorts {
  return {
    files: new LocalWorkspaceFiles(root),
    clock: systemClock,
    changes: createChangePorts({ root, environment, clock: systemClock }),
    versionControl: new Git({ root, environment }),
    createTelemetry: () => new MachineTelemetry({ distDir, nvidiaSmiPath: 'nvidia-smi' }),
    dispose: () => Promise.resolve(),
  };
}
