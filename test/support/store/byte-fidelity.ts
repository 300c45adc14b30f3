import fc from 'fast-check';
import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import { proposeRollback } from '../../../src/app/rollback/propose-rollback.js';
import { MemoryDisk } from './memory-disk.js';
import { makeFolders, memoryPorts, userFile, writeUserFile } from './memory-world.js';
import { operation, wholeMigration } from './real-workspace.js';

const lineEnds = ['\n', '\r\n', '\r'] as const;
/** Bytes as files of many encodings have them: ASCII, UTF-8, Latin-1, Windows-1252, invalid UTF-8, control characters, byte order marks. */
const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => Buffer.from(text).toString('latin1')),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom('\xef\xbb\xbf', '\x93quoted\x94', '\0', '\t  \x0c', '\xc3', ''),
);
const line = word.map((text) => text.replaceAll(/[\r\n]/gu, ' '));

/** A file of any bytes with a class in it, so that there is something to migrate. */
export const anyFile: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom(...lineEnds)), { maxLength: 30 }), line)
  .map(([lines, last]) => ['class Agent:\n', ...lines.map(([text, end]) => text + end), last].join(''));

/** Migrates a file and takes it back; with `edit` somebody changes the migrated file in between. Answers with what it then has. */
export async function migrateAndRollBack(
  content: string,
  edit: (migrated: string) => string = (migrated) => migrated,
): Promise<string | undefined> {
  const disk = new MemoryDisk();
  await makeFolders(disk);
  await writeUserFile(disk, 'a.py', Buffer.from(content, 'latin1'));
  const ports = memoryPorts(disk, 1);
  await migrate(ports, { ...wholeMigration, paths: ['a.py'] }, operation);
  const migrated = (await userFile(disk, 'a.py')) ?? '';
  if (edit(migrated) !== migrated) await writeUserFile(disk, 'a.py', Buffer.from(edit(migrated), 'latin1'));
  const request = { named: 'a.py', to: 'original' as const, automatic: false, restoreDeleted: false };
  await applyRollback(ports, await proposeRollback(ports, request, operation), operation);
  return await userFile(disk, 'a.py');
}
