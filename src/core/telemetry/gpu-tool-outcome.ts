import type { GpuSample } from './gpu-sample.js';
import type { GpuReport } from './telemetry-sample.js';
import { exitCodeOf, failureReport, messageOf, type ToolRun } from './tool-run.js';

/** What a run of a vendor's tool means; `parse` answers `undefined` for what is no table of GPUs. */
export function interpretToolRun(
  tool: string,
  run: ToolRun,
  parse: (stdout: string) => readonly GpuSample[] | undefined,
): GpuReport {
  if (run.failure !== undefined) return failureReport(tool, run.failure, run.tookMs);
  const message = messageOf(run);
  if (
    /\bno\b.*\b(gpus?|devices?)\b|\b(gpus?|devices?) not found\b/i.test(
      `${run.stderr} ${run.exitCode === 0 ? '' : message}`,
    )
  ) {
    return { status: 'none', text: `${tool} finds no GPU in this machine.` };
  }
  if (run.exitCode !== 0) {
    const text = message === '' ? `${tool} failed.` : `${tool} failed: ${message}`;
    return { status: 'fault', text, ...exitCodeOf(run) };
  }
  const gpus = parse(run.stdout);
  if (gpus !== undefined) return { status: 'ok', gpus, tookMs: run.tookMs };
  const text =
    message === '' ? `${tool} answered nothing.` : `${tool} answered something else: ${message.slice(0, 80)}`;
  return { status: 'fault', text };
}

/**
 * One report of a machine that may have cards of several vendors: all cards that answer, and the trouble of those that do not beside them.
 * `reports` is not empty; where nobody finds a card, the first one says so.
 */
export function joinReports(reports: readonly [GpuReport, ...GpuReport[]]): GpuReport {
  const answered = reports.flatMap((report) => (report.status === 'ok' ? [report] : []));
  const fault = reports.find((report) => report.status === 'fault');
  if (answered.length === 0) return fault ?? reports[0];
  return {
    status: 'ok',
    gpus: answered.flatMap(({ gpus }) => gpus),
    tookMs: Math.max(...answered.map(({ tookMs }) => tookMs)),
    ...(fault === undefined ? {} : { trouble: fault.text }),
  };
}
