import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './arguments/usage-error.js';

export interface WrittenLocations {
  readonly cwd: string;
  readonly workspace: string | undefined;
  readonly config: string | undefined;
}

/** Absolute, real paths of what `--workspace` and `--config` name; throws `UsageError` when they are not there. */
export async function resolveWorkspace({ cwd, workspace, config }: WrittenLocations): Promise<{
  readonly workspace: string;
  readonly configFile: string | undefined;
}> {
  const folder = path.resolve(cwd, workspace ?? '.');
  if (!(await kindOf(folder))?.isDirectory()) throw new UsageError(`The workspace "${folder}" is not a folder.`);
  const configFile = config === undefined ? undefined : path.resolve(cwd, config);
  if (configFile !== undefined && !(await kindOf(configFile))?.isFile()) {
    throw new UsageError(`The configuration "${configFile}" is not a file.`);
  }
  return { workspace: await realpath(folder), configFile };
}

async function kindOf(location: string): Promise<Stats | undefined> {
  return await stat(location).catch(() => undefined);
}
