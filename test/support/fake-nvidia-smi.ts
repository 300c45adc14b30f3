import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SmiFixture } from './nvidia-smi-fixtures.js';

/** Puts a stand-in for nvidia-smi into a folder, for a setting or for PATH; answers with its path. */
export async function installFakeSmi(folder: string, fixture: SmiFixture): Promise<string> {
  const data = path.join(folder, 'fixture.json');
  await writeFile(data, JSON.stringify(fixture));
  const executable = path.join(folder, 'nvidia-smi');
  const script = path.resolve('out/test/support/run-fake-nvidia-smi.mjs');
  await writeFile(executable, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${data}' "$@"\n`);
  await chmod(executable, 0o755);
  return executable;
}
