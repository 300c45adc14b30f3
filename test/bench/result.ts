import type { Cost } from './cost.js';
import type { Figure } from './figures.js';
import type { MeasuredRow } from './rows.js';

/** The document that `--json` prints. */
export interface Result {
  readonly schemaVersion: 1;
  readonly machine: {
    readonly platform: string;
    readonly node: string;
    readonly cpu: string;
    readonly cores: number;
    /** Runnable processes over the last minute, at the end: above the number of cores, absolute times mean little. */
    readonly loadAverage: number;
  };
  readonly corpus: { readonly origin: string; readonly files: number; readonly bytes: number };
  readonly yardstick: string;
  readonly rounds: number;
  readonly subjects: readonly { readonly id: string; readonly what: string; readonly costs: readonly Cost[] }[];
  readonly rows: readonly ResultRow[];
  readonly figures: readonly Figure[];
  readonly bundles: Readonly<Record<string, number>>;
  readonly notMeasured: readonly { readonly id: string; readonly why: string }[];
}

export interface ResultRow extends MeasuredRow {
  readonly subject: string;
  readonly against?: string;
  readonly target: string;
  readonly met: boolean | undefined;
}

export function printResult(result: Result): void {
  const { machine, corpus, rounds, yardstick } = result;
  const megabytes = (corpus.bytes / 1e6).toFixed(1);
  console.log(`${corpus.files} files, ${megabytes} MB: ${corpus.origin}`);
  console.log(`${machine.cpu}, ${machine.cores} cores, load ${machine.loadAverage.toFixed(1)}, Node ${machine.node}`);
  console.log(
    `medians of ${rounds} interleaved rounds; T is ${yardstick}; the start of Node and Python is not counted\n`,
  );
  for (const { what, costs } of result.subjects) printSubject(what, costs);
  console.log(`\n${'row'.padEnd(32)}${'wall'.padStart(10)}${'CPU'.padStart(10)}   target`);
  for (const row of result.rows) printRow(row);
  console.log('');
  for (const { what, value, unit, target, met } of result.figures) {
    console.log(`${what.padEnd(58)}${value.toFixed(2).padStart(8)} ${unit}   ${target} ${verdict(met)}`);
  }
  console.log('');
  for (const [file, bytes] of Object.entries(result.bundles)) {
    console.log(`${file.padEnd(32)}${(bytes / 1000).toFixed(1).padStart(10)} kB`);
  }
  for (const { id, why } of result.notMeasured) console.log(`not measured: ${id} (${why})`);
}

function printSubject(what: string, costs: readonly Cost[]): void {
  if (costs.length === 0) return;
  const spread = (values: readonly number[]): string => {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.round(share * (sorted.length - 1))] ?? 0).toFixed(0).padStart(7);
    return `${at(0.5)} (${at(0)} –${at(1)})`;
  };
  const cpu = costs.flatMap(({ cpuMs }) => (cpuMs === undefined ? [] : [cpuMs]));
  console.log(`${what.padEnd(36)} wall ms ${spread(costs.map(({ wallMs }) => wallMs))}   CPU ms ${spread(cpu)}`);
}

function printRow({ subject, against, target, met, ...row }: ResultRow): void {
  const name = against === undefined ? subject : `${subject} ÷ ${against}`;
  const wall = row.wallRatio === undefined ? `${row.wallMs.toFixed(0)} ms` : row.wallRatio.toFixed(3);
  const cpu = row.cpuRatio === undefined ? `${(row.cpuMs ?? Number.NaN).toFixed(0)} ms` : row.cpuRatio.toFixed(3);
  console.log(`${name.padEnd(32)}${wall.padStart(10)}${cpu.padStart(10)}   ${target} ${verdict(met)}`);
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return '';
  return met ? '✔' : '✘ not met';
}
