import { chmod, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../real-vscode/temporary-folder.js';

export interface GpuReading {
  readonly usedMiB: number;
  readonly celsius: number;
  readonly utilizationPercent: number;
}

/** Id of the first card. */
export const fakeGpuUuid = 'GPU-1d5f';
const totalMiB = 24_564;
const reservedMiB = 380;

/** A folder for PATH whose `nvidia-smi` reports one card, with values that a test sets. */
export interface FakeGpu {
  readonly environment: Readonly<Record<string, string>>;
  set(reading: GpuReading): Promise<void>;
  /** One card for each name, all with the same values. */
  setNames(names: readonly string[], reading: GpuReading): Promise<void>;
  remove(): Promise<void>;
}

export async function fakeGpu(first: GpuReading): Promise<FakeGpu> {
  const folder = temporaryFolder('gpu');
  const answer = path.join(folder.path, 'answer');
  const tool = path.join(folder.path, 'nvidia-smi');
  const setNames = async (names: readonly string[], reading: GpuReading): Promise<void> => {
    const rows = names.map((name, index) => `${row(reading, { index, name })}\n`);
    await writeFile(`${answer}.new`, rows.join(''));
    // In one step, so that the tool never reads half an answer.
    await rename(`${answer}.new`, answer);
  };
  const set = (reading: GpuReading): Promise<void> => setNames(['NVIDIA GeForce RTX 4090'], reading);
  await set(first);
  await writeFile(tool, `#!/bin/sh\ncat '${answer}'\n`);
  await chmod(tool, 0o755);
  const search = [folder.path, process.env['PATH'] ?? ''].join(path.delimiter);
  return { environment: { PATH: search }, set, setNames, remove: () => folder.remove() };
}

/** In the order of the fields that are asked for: index, uuid, name, driver, total, reserved, used, free, load, °C, W, limit, MIG. */
function row(
  { usedMiB, celsius, utilizationPercent }: GpuReading,
  { index, name }: { readonly index: number; readonly name: string },
): string {
  const freeMiB = totalMiB - reservedMiB - usedMiB;
  const memory = [totalMiB, reservedMiB, usedMiB, freeMiB];
  const rest = [utilizationPercent, celsius, '286.41', '450.00', '[N/A]'];
  return [index, `${fakeGpuUuid}${index || ''}`, name, '570.86.16', ...memory, ...rest].join(', ');
}
