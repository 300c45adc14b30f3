/** A stand-in for nvidia-smi: `node run-fake-nvidia-smi.mjs FIXTURE.json ARGUMENT…`, where the file holds a `SmiFixture`. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { SmiFixture } from './nvidia-smi-fixtures.js';

const everyField = [
  'index',
  'uuid',
  'name',
  'driver_version',
  'memory.total',
  'memory.reserved',
  'memory.used',
  'memory.free',
  'utilization.gpu',
  'temperature.gpu',
  'temperature.gpu.tlimit',
  'power.draw',
  'power.limit',
  'mig.mode.current',
];

const [file = '', ...args] = process.argv.slice(2);
const fixture = JSON.parse(readFileSync(file, 'utf8')) as SmiFixture;
const unknown = new Set(fixture.unknown);

if (fixture.delayMs !== undefined) await delay(fixture.delayMs);
process.stderr.write(fixture.stderr ?? '');
process.stdout.write(answer());
process.exitCode ??= fixture.exitCode ?? 0;

function answer(): string {
  if (fixture.garbageBytes !== undefined) return 'x'.repeat(fixture.garbageBytes);
  if (fixture.stdout !== undefined) return fixture.stdout;
  const [first = ''] = args;
  if (first === '--help-query-gpu') return help();
  if (first.startsWith('--query-compute-apps=')) return lines(fixture.apps ?? []);
  if (first.startsWith('--query-gpu=')) return query(first.slice('--query-gpu='.length).split(','));
  return fixture.xml ?? '<nvidia_smi_log></nvidia_smi_log>';
}

function help(): string {
  const slowdown = '"clocks_event_reasons.hw_thermal_slowdown" or "clocks_throttle_reasons.hw_thermal_slowdown"';
  const known = everyField.filter((field) => !unknown.has(field)).map((field) => `"${field}"`);
  if (!unknown.has('clocks_event_reasons.hw_thermal_slowdown')) known.push(slowdown);
  return `List of valid properties to query for the switch "--query-gpu=":\n\n${known.join('\nSome words.\n\n')}\n`;
}

function query(fields: readonly string[]): string {
  const refused = fields.find((field) => unknown.has(field));
  if (refused !== undefined) {
    process.exitCode = 2;
    return `Field "${refused}" is not a valid field to query.\n\n`;
  }
  return lines(fixture.gpus.map((gpu) => fields.map((field) => gpu[field] ?? '[N/A]').join(', ')));
}

function lines(rows: readonly string[]): string {
  const end = fixture.crlf === true ? '\r\n' : '\n';
  return rows.map((row) => row + end).join('');
}
