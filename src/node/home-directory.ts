import os from 'node:os';

/** The user's home. One that is set to nothing would make paths relative to whatever folder is the current one. */
export function homeDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  return [environment['HOME'], os.homedir()].find((home) => home !== undefined && home !== '') ?? os.userInfo().homedir;
}
