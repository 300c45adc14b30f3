import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ByteExactApplier } from '../../../src/node/store/byte-exact-applier.js';
import { BesidesSettler } from '../../../src/node/store/besides-settler.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import type { Disk } from '../../../src/node/store/disk.js';

export interface SwapPlaces {
  readonly root: string;
  /** A folder that nothing may change; it has a file of the same name and content. */
  readonly outside: string;
}

export interface SwapTrials {
  readonly operations: number;
  /** In words, everything that happened outside. */
  readonly changedOutside: readonly string[];
}

/** Replaces a file over and over, and at another operation each time swaps its folder for a link to one outside of the workspace. */
export async function swapAtEveryOperation(disk: Disk, { root, outside }: SwapPlaces): Promise<SwapTrials> {
  const folder = path.join(root, 'agents');
  const changedOutside: string[] = [];
  for (let number = 1; ; number++) {
    for (const place of [folder, outside]) {
      await rm(place, { recursive: true, force: true });
      await mkdir(place);
      await writeFile(path.join(place, 'a.py'), 'old');
    }
    const swapped = swapping(disk, number, async () => {
      await rename(folder, path.join(root, 'moved'));
      await symlink(outside, folder);
    });
    await replaceOnce(swapped.disk, root);
    await rm(path.join(root, 'moved'), { recursive: true, force: true });
    const after = await readdir(outside);
    const content = after.includes('a.py') ? await readFile(path.join(outside, 'a.py'), 'utf8') : '';
    if (after.join() !== 'a.py' || content !== 'old' || swapped.wasTouched(outside)) {
      changedOutside.push(`swapped at operation ${number}: ${after.join()} "${content}"`);
    }
    if (swapped.operations() < number) return { operations: swapped.operations(), changedOutside };
  }
}

async function replaceOnce(disk: Disk, root: string): Promise<void> {
  const [before, after] = [Buffer.from('old'), Buffer.from('new')];
  const change = { path: 'agents/a.py', transaction: 'm-0123abcd', expectedSha256: sha256Of(before), before, after };
  const [beforeSha256, afterSha256] = [sha256Of(before), sha256Of(after)];
  try {
    await new ByteExactApplier({ disk, root }).apply({ ...change, label: 'test' });
    await new BesidesSettler({ disk, root }).settle({ ...change, beforeSha256, afterSha256 });
  } catch {
    // It may well fail; it may not change anything outside.
  }
}

const changing = new Set<keyof Disk>(['create', 'rename', 'link', 'remove', 'makeDirectory', 'openToAppend']);

function swapping(disk: Disk, at: number, swap: () => Promise<void>) {
  let count = 0;
  const touched: string[] = [];
  const watched = new Proxy(disk, {
    get: (target, name: keyof Disk): unknown => {
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== 'function') return own;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        if (++count === at) await swap();
        if (changing.has(name))
          for (const one of args) if (typeof one === 'string') touched.push(await realName(disk, one));
        return await (Reflect.apply(own, target, args) as Promise<unknown>);
      };
    },
  });
  return {
    disk: watched,
    operations: () => count,
    /** Also by something that was put right again. */
    wasTouched: (folder: string) => touched.some((name) => name.startsWith(`${folder}${path.sep}`)),
  };
}

async function realName(disk: Disk, file: string): Promise<string> {
  return path.join((await disk.realPath(path.dirname(file))) ?? '', path.basename(file));
}
