import type { GpuReport } from './telemetry-sample.js';

export type ToolFailure = 'not-found' | 'not-executable' | 'timeout' | 'too-much-output' | 'killed';

/** How one run of a vendor's tool ended. Tools write error messages to stdout too, so both streams count. */
export interface ToolRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why there is no exit code. */
  readonly failure?: ToolFailure;
  readonly tookMs: number;
}

/** What it means that a tool did not come to an end of its own. */
export function failureReport(tool: string, failure: ToolFailure, tookMs: number): GpuReport {
  switch (failure) {
    case 'not-found':
      return { status: 'none', text: `${tool} is not installed on this machine.` };
    case 'not-executable':
      return { status: 'fault', text: `${tool} is there but may not be run.` };
    case 'timeout': {
      const seconds = Math.round(tookMs / 1000);
      return { status: 'fault', text: `${tool} gave no answer in ${seconds} s; the driver may be stuck.` };
    }
    case 'too-much-output':
      return { status: 'fault', text: `${tool} printed far more than a table of GPUs.` };
    case 'killed':
      return { status: 'fault', text: `${tool} was ended by a signal.` };
  }
}

/** The line in which a tool says what is wrong, on whichever stream. */
export function messageOf({ stdout, stderr }: ToolRun): string {
  return firstLine(stdout) || firstLine(stderr);
}

function firstLine(text: string): string {
  return (text.trimStart().split('\n', 1)[0] ?? '').trim().slice(0, 300);
}

export function exitCodeOf({ exitCode }: ToolRun): { readonly exitCode?: number } {
  return exitCode === undefined ? {} : { exitCode };
}
