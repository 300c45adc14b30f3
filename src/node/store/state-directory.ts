import path from 'node:path';
import { RefusedError } from '../../core/reason.js';
import { homeDirectory } from '../home-directory.js';
import { sha256Of } from './digest.js';
import { unless, type Disk } from './disk.js';
import { publish } from './publish.js';
import { ensureDirectory, randomName, removeQuietly, writeNewFile } from './durable-file.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where this user's second copies and the key are kept, whatever workspace they belong to. */
export function stateDirectory(environment: Environment): string {
  const own = environment['AGENT_MIGRATOR_STATE_DIR'];
  if (own) return path.resolve(own);
  return path.join(platformState(environment), 'agent-migrator');
}

function platformState(environment: Environment): string {
  const stateHome = environment['XDG_STATE_HOME'];
  // The XDG base directory specification: relative paths are to be ignored.
  if (stateHome && path.isAbsolute(stateHome)) return stateHome;
  const home = homeDirectory(environment);
  if (process.platform === 'win32') return environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return path.join(home, '.local', 'state');
}

/** The part of the state directory that belongs to one workspace folder, given by its real path. */
export function workspaceState(directory: string, workspace: string): string {
  return path.join(directory, 'workspaces', sha256Of(Buffer.from(workspace)));
}

const keyBytes = 32;

/** The key that makes a journal this user's own; `undefined` when there is none yet. */
export async function readKey(disk: Disk, directory: string): Promise<Uint8Array | undefined> {
  const file = path.join(directory, 'key');
  const text = await unless(['ENOENT', 'ENOTDIR'], () => disk.read(file));
  if (text === undefined) return undefined;
  const key = Buffer.from(Buffer.from(text).toString('latin1').trim(), 'hex');
  if (key.length === keyBytes) return key;
  const message = `The key in ${file} is damaged. Put back a copy of it, or move it away to start with a new one: journals made with the old key can then be read but not acted upon.`;
  throw new RefusedError({ code: 'foreign-journal', message });
}

/** The same, made when there is none; of several processes that make one at once all get the same. */
export async function ensureKey(disk: Disk, directory: string): Promise<Uint8Array> {
  const found = await readKey(disk, directory);
  if (found) return found;
  await ensureDirectory(disk, directory);
  const bytes = Buffer.from(`${randomName()}${randomName()}\n`);
  const temporary = path.join(directory, `key.${randomName()}.tmp`);
  await writeNewFile(disk, { path: temporary, bytes, mode: 0o600 });
  try {
    await publish(disk, temporary, path.join(directory, 'key'));
  } finally {
    await removeQuietly(disk, temporary);
  }
  await disk.syncDirectory(directory);
  const key = await readKey(disk, directory);
  if (key === undefined) throw new Error(`The key in ${directory} vanished while it was made.`);
  return key;
}
