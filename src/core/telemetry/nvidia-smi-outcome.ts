import { type GpuField, parseGpuRows } from './nvidia-smi-query.js';
import type { GpuReport } from './telemetry-sample.js';
import { exitCodeOf, failureReport, messageOf, type ToolRun } from './tool-run.js';

export type ToolOutcome = { readonly report: GpuReport; readonly retryWithBasicFields: boolean };

/** What a run of `nvidia-smi` means; non-empty output of a failed run is never read as data. */
export function interpretRun(run: ToolRun, fields: readonly GpuField[]): ToolOutcome {
  if (run.failure !== undefined) return plain(failureReport('nvidia-smi', run.failure, run.tookMs));
  const message = messageOf(run);
  if (/is not a valid field to query/i.test(message)) {
    return { report: { status: 'fault', text: message, ...exitCodeOf(run) }, retryWithBasicFields: true };
  }
  if (/no devices were found/i.test(message)) return plain({ status: 'none', text: 'No NVIDIA GPU in this machine.' });
  if (run.exitCode !== 0) {
    const text = knownExits.get(run.exitCode ?? -1) ?? 'nvidia-smi failed';
    return plain({ status: 'fault', text: message === '' ? text : `${text}: ${message}`, ...exitCodeOf(run) });
  }
  const { gpus, rejected } = parseGpuRows(run.stdout, fields);
  if (gpus.length > 0) return plain({ status: 'ok', gpus, tookMs: run.tookMs });
  const said = rejected[0];
  return plain({
    status: 'fault',
    text:
      said === undefined ? 'nvidia-smi answered nothing.' : `nvidia-smi answered something else: ${said.slice(0, 80)}`,
  });
}

/** Exit codes of nvidia-smi's manual page, "RETURN VALUE", and 18 as NVML's RM version mismatch. */
const knownExits = new Map([
  [2, 'nvidia-smi refused the query'],
  [3, 'the device does not offer what was asked for'],
  [4, 'no permission to read the GPU'],
  [6, 'nvidia-smi found no such device'],
  [8, "a GPU's external power cables are not attached"],
  [9, 'the NVIDIA driver is not loaded'],
  [10, 'the kernel found a problem with the interrupts of a GPU'],
  [12, 'the NVML library was not found'],
  [13, 'the NVML library is older than nvidia-smi'],
  [14, "a GPU's infoROM is corrupt"],
  [15, 'a GPU has fallen off the bus'],
  [16, 'a GPU has to be reset'],
  [17, 'the system keeps the GPU from us'],
  [18, 'driver and library versions differ; a restart of the machine usually helps'],
]);

function plain(report: GpuReport): ToolOutcome {
  return { report, retryWithBasicFields: false };
}
