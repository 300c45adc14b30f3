import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Puts stand-ins for vendors' tools into a folder for PATH: what each prints for its first argument, and how it ends. */
export async function installFakeTool(
  folder: string,
  name: string,
  answers: Readonly<Record<string, FakeAnswer>>,
): Promise<void> {
  const cases = await Promise.all(
    Object.entries(answers).map(async ([argument, { stdout = '', stderr = '', exitCode = 0 }], i) => {
      const file = path.join(folder, `${name}.${i}`);
      await writeFile(`${file}.out`, stdout);
      await writeFile(`${file}.err`, stderr);
      return `${argument}) /bin/cat '${file}.out'; /bin/cat '${file}.err' >&2; exit ${exitCode} ;;`;
    }),
  );
  const executable = path.join(folder, name);
  await writeFile(executable, `#!/bin/sh\ncase "$1" in\n${cases.join('\n')}\nesac\nexit 2\n`);
  await chmod(executable, 0o755);
}

export interface FakeAnswer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
}

const amount = (value: number | string, unit: string): unknown => (typeof value === 'string' ? value : { value, unit });

/** The answer of `amd-smi metric --json` for one card. */
export function amdMetric(
  gpu: number,
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    gpu,
    usage: { gfx_activity: amount(0, '%'), umc_activity: amount(1, '%'), mm_activity: 'N/A' },
    power: { socket_power: amount(141, 'W'), gfx_voltage: 'N/A' },
    temperature: { edge: 'N/A', hotspot: amount(47, 'C'), mem: amount(39, 'C') },
    mem_usage: { total_vram: amount(196_592, 'MB'), used_vram: amount(0, 'MB'), free_vram: amount(196_592, 'MB') },
    ...change,
  };
}

export const amdStatic = [
  {
    gpu: 0,
    asic: { market_name: 'AMD Instinct MI300X', asic_serial: '0x1' },
    driver: { name: 'amdgpu', version: '6.12.12' },
    limit: {
      max_power: amount(750, 'W'),
      slowdown_edge_temperature: 'N/A',
      slowdown_hotspot_temperature: amount(100, 'C'),
    },
  },
];

export const amdList = [{ gpu: 0, bdf: '0000:05:00.0', uuid: '12ff74a1-0000-1000-80b1-9e4ca0ab0001' }] as const;

/** The answer of `rocm-smi --json`. */
export const rocmAnswer = {
  card0: {
    'Unique ID': '0x7b2c1d',
    'Temperature (Sensor edge) (C)': '41.0',
    'Temperature (Sensor junction) (C)': '44.0',
    'Average Graphics Package Power (W)': '23.0',
    'Max Graphics Package Power (W)': '303.0',
    'GPU use (%)': '7',
    'VRAM Total Memory (B)': '21458059264',
    'VRAM Total Used Memory (B)': '27856896',
    'Card Series': 'Radeon RX 7900 XT',
  },
  system: { 'Driver version': '6.8.0' },
};
