import { type ChildProcess, spawn } from 'node:child_process';
import { interpretRun } from '../../core/telemetry/nvidia-smi-outcome.js';
import { type GpuField, queryArguments } from '../../core/telemetry/nvidia-smi-query.js';
import type { GpuReport } from '../../core/telemetry/telemetry-sample.js';
import { toolEnvironment } from './run-tool.js';

const intervalSeconds = 5;
/** So many silent intervals, and the child is taken for stuck. */
const silentIntervals = 3;
const maxLine = 4096;

export interface StreamRequest {
  readonly executable: string;
  readonly fields: readonly GpuField[];
  readonly monotonicMs: () => number;
}

/**
 * One long-lived `nvidia-smi -l`, for machines on which starting it takes seconds. The child would outlive us: it is killed on `dispose`,
 * when this process exits, and when it falls silent.
 */
export class NvidiaSmiStream {
  private readonly child: ChildProcess;
  private rest = '';
  private turn: string[] = [];
  private newest: GpuReport | undefined;
  private heardMs: number;
  private ended = false;

  constructor(private readonly request: StreamRequest) {
    const args = [...queryArguments(request.fields), '-l', String(intervalSeconds)];
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    this.child = spawn(request.executable, args, { stdio: [...stdio], windowsHide: true, env: toolEnvironment() });
    this.heardMs = request.monotonicMs();
    this.child.once('error', () => this.dispose());
    this.child.once('exit', () => this.dispose());
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.hear(text));
    this.child.unref();
    process.once('exit', this.dispose);
  }

  /** The newest whole turn of rows; `undefined` before the first. */
  get report(): GpuReport | undefined {
    return this.newest;
  }

  /** It ended or fell silent: nothing more is to be expected of it. */
  get isOver(): boolean {
    return this.ended || this.request.monotonicMs() - this.heardMs > silentIntervals * intervalSeconds * 1000;
  }

  readonly dispose = (): void => {
    if (this.ended) return;
    this.ended = true;
    process.off('exit', this.dispose);
    this.child.kill('SIGKILL');
    this.child.stdout?.destroy();
  };

  private hear(text: string): void {
    this.heardMs = this.request.monotonicMs();
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > maxLine) this.dispose();
    for (const line of lines) this.takeRow(line);
  }

  /** A turn is over when its first card speaks again; until then the rows at hand are the newest ones. */
  private takeRow(line: string): void {
    const card = cardOf(line);
    if (card === undefined) return;
    if (this.turn.some((row) => cardOf(row) === card)) this.turn = [];
    this.turn.push(line);
    const run = { exitCode: 0, stdout: this.turn.join('\n'), stderr: '', tookMs: 0 };
    const { report } = interpretRun(run, this.request.fields);
    const isWhole = report.status === 'ok' && report.gpus.length >= cardsIn(this.newest);
    if (isWhole) this.newest = report;
  }
}

function cardOf(line: string): string | undefined {
  return /(?:^|,)\s*((?:GPU|MIG)-[^,]+)/i.exec(line)?.[1];
}

function cardsIn(report: GpuReport | undefined): number {
  return report?.status === 'ok' ? report.gpus.length : 0;
}
