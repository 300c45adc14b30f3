import { hash } from 'node:crypto';
import path from 'node:path';
import { homeDirectory } from '../home-directory.js';

/** Where this user's caches are kept: `$XDG_CACHE_HOME/agent-migrator`, else the platform's own folder. Nothing in it is ever missed. */
export function cacheDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const configured = environment['XDG_CACHE_HOME'];
  if (configured !== undefined && path.isAbsolute(configured)) return path.join(configured, 'agent-migrator');
  const home = homeDirectory(environment);
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'agent-migrator');
  if (process.platform === 'win32') {
    return path.join(environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'agent-migrator', 'Cache');
  }
  return path.join(home, '.cache', 'agent-migrator');
}

/** Where the facts of a workspace's files are kept. */
export const factsFile = (cacheFolder: string, root: string): string =>
  path.join(cacheFolder, `${hash('sha256', root).slice(0, 32)}.facts`);
