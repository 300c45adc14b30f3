/** What a stand-in for nvidia-smi answers. Values are those that real cards gave; the rows are our own. */
export interface SmiFixture {
  /** Values of `--query-gpu` by field, one record a card; a field without a value is `[N/A]`. */
  readonly gpus: readonly Readonly<Record<string, string>>[];
  /** Rows of `--query-compute-apps`. */
  readonly apps?: readonly string[];
  /** Answer to `-q -x`. */
  readonly xml?: string;
  /** Fields that the driver does not know, beside those it lists nowhere. */
  readonly unknown?: readonly string[];
  /** Instead of all that: what every call prints, and how it ends. */
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  readonly delayMs?: number;
  /** Prints this many bytes of garbage. */
  readonly garbageBytes?: number;
  readonly crlf?: boolean;
}

const h200 = {
  index: '0',
  uuid: 'GPU-h200',
  name: 'NVIDIA H200',
  driver_version: '590.48.01',
  'memory.total': '143771',
  'memory.reserved': '614',
  'power.limit': '700.00',
  'mig.mode.current': 'Disabled',
  'clocks_event_reasons.hw_thermal_slowdown': 'Not Active',
};
const idle = {
  ...h200,
  'memory.used': '0',
  'memory.free': '143158',
  'utilization.gpu': '0',
  'temperature.gpu': '28',
  'temperature.gpu.tlimit': '59',
  'power.draw': '77.71',
};
const load = {
  ...h200,
  'memory.used': '32362',
  'memory.free': '110796',
  'utilization.gpu': '100',
  'temperature.gpu': '52',
  'temperature.gpu.tlimit': '35',
  'power.draw': '627.40',
};
const geforce = {
  index: '0',
  uuid: 'GPU-2080',
  name: 'NVIDIA GeForce RTX 2080 SUPER',
  driver_version: '535.161',
  'memory.total': '8192',
  'memory.reserved': '400',
  'memory.used': '211',
  'memory.free': '7582',
  'utilization.gpu': '3',
  'temperature.gpu': '38',
  'power.draw': '12.10',
  'power.limit': '250.00',
};

function slice(instance: number, compute: number, total: number, used: number): string {
  return `<mig_device><index>${instance}</index><gpu_instance_id>${instance}</gpu_instance_id>
    <compute_instance_id>${compute}</compute_instance_id>
    <fb_memory_usage><total>${total} MiB</total><reserved>0 MiB</reserved><used>${used} MiB</used>
    <free>${total - used} MiB</free></fb_memory_usage></mig_device>`;
}

/** A card whose memory is filled to a tenth of a percent. */
function filled(perMille: number, celsius = 60): SmiFixture {
  const card = { ...idle, 'memory.used': String(perMille), 'memory.free': String(1000 - perMille) };
  return { gpus: [{ ...card, 'temperature.gpu': String(celsius) }] };
}

function failing(exitCode: number, stdout: string, stderr = ''): SmiFixture {
  return { gpus: [], exitCode, stdout, stderr };
}

export const smiFixtures = {
  'h200-idle': { gpus: [idle] },
  'h200-load': {
    gpus: [load],
    apps: ['GPU-h200, 101, python, 2566', 'GPU-h200, 102, python, 1542', 'GPU-h200, 103, python3, 28234'],
  },
  'h200-mig': {
    gpus: [
      {
        ...h200,
        'memory.used': '16959',
        'memory.free': '126198',
        'temperature.gpu': '41',
        'power.draw': '295.00',
        'mig.mode.current': 'Enabled',
      },
    ],
    apps: ['GPU-h200, 201, python, 16842'],
    xml: `<nvidia_smi_log><gpu id="00000000:83:00.0"><uuid>GPU-h200</uuid><mig_devices>${[
      slice(2, 0, 71_424, 16_925),
      slice(2, 1, 71_424, 16_925),
      slice(3, 0, 33_280, 17),
      slice(9, 0, 16_384, 9),
      slice(10, 0, 16_384, 9),
    ].join(
      '',
    )}</mig_devices><temperature><gpu_temp_slow_threshold>89 C</gpu_temp_slow_threshold></temperature></gpu></nvidia_smi_log>`,
  },
  'a100-mig-unpriv': {
    gpus: [
      {
        index: '0',
        uuid: 'GPU-a100',
        name: 'NVIDIA A100-SXM4-80GB',
        driver_version: '535.161.08',
        'temperature.gpu': '47',
        'mig.mode.current': 'Enabled',
        'memory.total': '[Insufficient Permissions]',
        'memory.used': '[Insufficient Permissions]',
        'memory.free': '[Insufficient Permissions]',
      },
    ],
    apps: [Array(4).fill('[Insufficient Permissions]').join(', ')],
  },
  'two-gpu': {
    gpus: [
      { ...idle, index: '1', uuid: 'GPU-first' },
      {
        ...load,
        index: '0',
        uuid: 'GPU-second',
        'memory.used': '134569',
        'memory.free': '8589',
        'temperature.gpu': '84',
      },
    ],
  },
  'eight-gpu': { gpus: Array.from({ length: 8 }, (_, i) => ({ ...idle, index: String(7 - i), uuid: `GPU-${i}` })) },
  'rtx2080s-linux': {
    gpus: [geforce],
    xml: '<nvidia_smi_log><gpu id="x"><uuid>GPU-2080</uuid><gpu_temp_slow_threshold>97 C</gpu_temp_slow_threshold></gpu></nvidia_smi_log>',
  },
  'win-wddm': {
    gpus: [
      {
        ...geforce,
        'memory.reserved': '205',
        'memory.used': '702',
        'memory.free': '7286',
        'power.limit': '[Function Not Found]',
      },
    ],
    apps: ['GPU-2080, 4242, C:\\Program Files\\Some, Tool\\tool.exe, [N/A]'],
    crlf: true,
  },
  'gtx1650-laptop': {
    gpus: [
      {
        ...geforce,
        uuid: 'GPU-1650',
        'memory.total': '4096',
        'memory.used': '1',
        'memory.free': '3962',
        'power.draw': '1.78',
        'power.limit': '[N/A]',
        'utilization.gpu': '[Unknown Error]',
      },
    ],
  },
  wsl2: {
    gpus: [
      {
        ...geforce,
        uuid: 'GPU-4070',
        name: 'NVIDIA GeForce RTX 4070 Ti SUPER',
        'memory.total': '16376',
        'memory.used': '14360',
        'memory.free': '1700',
        'utilization.gpu': 'ERR!',
      },
    ],
    apps: ['GPU-4070, 79, [Not Found], [N/A]'],
  },
  'gb10-unified': {
    gpus: [
      {
        index: '0',
        uuid: 'GPU-gb10',
        name: 'NVIDIA GB10',
        driver_version: '590.1',
        'utilization.gpu': '0',
        'temperature.gpu': '35',
        'power.draw': '11.17',
      },
    ],
    apps: ['GPU-gb10, 555, python, 9216'],
  },
  'vram-85': filled(850),
  'vram-85.1': filled(851),
  'vram-95': filled(950),
  'vram-95.1': filled(951),
  'temp-80': filled(100, 80),
  'temp-81': filled(100, 81),
  'temp-90': filled(100, 90),
  'temp-91': filled(100, 91),
  'old-driver': {
    gpus: [geforce],
    unknown: [
      'memory.reserved',
      'clocks_event_reasons.hw_thermal_slowdown',
      'temperature.gpu.tlimit',
      'driver_version',
    ],
  },
  'driver-not-running': failing(
    9,
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n",
  ),
  'version-mismatch': failing(
    18,
    'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 535.161\n',
  ),
  'lost-cgroup': failing(255, 'Failed to initialize NVML: Unknown Error\n'),
  'no-devices': failing(6, 'No devices were found\n'),
  'gpu-lost': failing(
    15,
    'Unable to determine the device handle for GPU 0000:02:00.0: GPU is lost.  Reboot the system to recover this GPU\n',
  ),
  'handle-error': failing(1, '', 'Unable to determine the device handle for GPU0000:07:00.0: Unknown Error\n'),
  'cut-off': { gpus: [], stdout: '0, GPU-h200, NVIDIA H200, 590.48.01, 1437' },
  silent: { gpus: [], stdout: '' },
  bom: {
    gpus: [],
    stdout: '\uFEFF0, GPU-h200, NVIDIA H200, 590.48.01, 143771, 614, 0, 143158, 0, 28, 77.71, 700.00, Disabled\n',
  },
  garbage: { gpus: [], garbageBytes: 10 * 1024 * 1024 },
  late: { gpus: [idle], delayMs: 1200 },
} satisfies Readonly<Record<string, SmiFixture>>;

export type SmiFixtureName = keyof typeof smiFixtures;
