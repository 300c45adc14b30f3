import path from 'node:path';

/** The configuration that was named on the command line, relative to the workspace. */
export function askedForIn(workspace: string, configFile: string | undefined): string | undefined {
  return configFile === undefined ? undefined : path.relative(workspace, configFile);
}
