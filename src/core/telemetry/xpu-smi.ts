import type { GpuSample } from './gpu-sample.js';
import { basicFields, type GpuField, parseGpuRows } from './nvidia-smi-query.js';

/** Intel's tool takes the same queries as NVIDIA's and answers in the same CSV, with fewer fields and ids of another form. */
const wanted = ['driver_version', 'power.draw', 'power.limit'] as const satisfies readonly GpuField[];

/** Prints the fields that it knows. */
export const xpuFieldsArguments: readonly string[] = ['--query-gpu'];

/** The fields to ask for, by the tool's own list; those that it cannot be without when it gives none. */
export function xpuFields(list: string): readonly GpuField[] {
  const known = new Set(list.match(/[a-z][a-z_]*(?:\.[a-z_]+)*/g) ?? []);
  return [...basicFields, ...wanted.filter((field) => known.has(field))];
}

/** The answer to `queryArguments(fields)`; `undefined` when it is something else. */
export function parseXpuRows(stdout: string, fields: readonly GpuField[]): readonly GpuSample[] | undefined {
  const { gpus } = parseGpuRows(stdout, fields, /^(?:GPU-)?[0-9a-f]{4,}(?:-[0-9a-f]+)*$/i);
  return gpus.length === 0 ? undefined : gpus;
}
