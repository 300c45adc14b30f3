import type { GpuSample } from './gpu-sample.js';
import type { GpuSlice } from './gpu-slice.js';
import { memoryLimits, readCell } from './nvidia-smi-query.js';
import { combine, type Reading } from './reading.js';

/** What only the long answer of `nvidia-smi -q -x` tells about one card. */
export interface GpuDetails {
  readonly uuid: string;
  /** Temperature at which the device slows itself down, in degrees Celsius. */
  readonly slowdownCelsius: Reading;
  readonly slices: readonly GpuSlice[];
}

/** Costs fifty times a query by fields, so it is asked seldom. */
export const detailArguments: readonly string[] = ['-q', '-x'];

/** Reads the XML by its tags alone; whatever is not there is unsupported, and a cut-off answer gives the cards that are whole. */
export function parseDetails(xml: string): readonly GpuDetails[] {
  return [...xml.matchAll(/<gpu id="[^"]*">([\s\S]*?)<\/gpu>/g)].flatMap(([, gpu = '']) => {
    const uuid = tag(gpu, 'uuid');
    if (uuid === undefined) return [];
    const slowdown = numberOf(tag(gpu, 'gpu_temp_slow_threshold'), ' C', { min: 0, max: 150 });
    return [{ uuid, slowdownCelsius: slowdown, slices: slicesOf(gpu, uuid) }];
  });
}

/** The card with what the details add: margin to its own limit, and the instances of MIG. */
export function withDetails(gpu: GpuSample, details: readonly GpuDetails[]): GpuSample {
  const known = details.find(({ uuid }) => uuid === gpu.uuid);
  if (known === undefined) return gpu;
  const margin = combine([known.slowdownCelsius, gpu.temperatureCelsius], ([limit = 0, now = 0]) => limit - now);
  const temperatureMarginCelsius = gpu.temperatureMarginCelsius.status === 'ok' ? gpu.temperatureMarginCelsius : margin;
  return { ...gpu, temperatureMarginCelsius, slices: gpu.migEnabled ? known.slices : [] };
}

/** Compute instances of one GPU instance share its memory, so that the instance counts once. */
function slicesOf(gpu: string, uuid: string): readonly GpuSlice[] {
  const slices = new Map<string, GpuSlice>();
  for (const [, device = ''] of gpu.matchAll(/<mig_device>([\s\S]*?)<\/mig_device>/g)) {
    const instance = tag(device, 'gpu_instance_id');
    const memory = tag(device, 'fb_memory_usage');
    if (instance === undefined || memory === undefined || slices.has(instance)) continue;
    const size = (name: string): Reading => numberOf(tag(memory, name), ' MiB', memoryLimits);
    slices.set(instance, {
      id: `${uuid}/${instance}`,
      instance,
      usedMiB: size('used'),
      freeMiB: size('free'),
    });
  }
  return [...slices.values()];
}

function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1]?.trim();
}

function numberOf(
  text: string | undefined,
  unit: string,
  limits: { readonly min: number; readonly max: number },
): Reading {
  return readCell(text?.endsWith(unit) === true ? text.slice(0, -unit.length) : text, limits);
}
