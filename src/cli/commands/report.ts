import { counted } from '../../core/text/counted.js';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { version } from '../../../package.json';
import { checkReport, makeReport } from '../../app/report/make-report.js';
import type { FleetReport, ReportVerification } from '../../core/report/fleet-report.js';
import { defineCommand, type CommandContext } from '../command.js';
import { configuration } from '../configuration.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { UsageError } from '../arguments/usage-error.js';

const formats = ['markdown', 'html', 'sarif', 'json'] as const;
type Format = (typeof formats)[number];

export const reportCommand = defineCommand({
  name: 'report',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Report risk, waves and migrations of the whole fleet, as Markdown, HTML, SARIF or JSON',
  options: {
    markdown: { type: 'boolean', summary: 'Write Markdown (the default)' },
    html: { type: 'boolean', summary: 'Write one HTML page that needs nothing else' },
    sarif: { type: 'boolean', summary: 'Write a SARIF 2.1.0 log' },
    out: { type: 'string', value: 'FILE', summary: 'Write into this file, not to standard output' },
    verify: { type: 'string', value: 'FILE', summary: 'Compare a JSON report with itself and with the files of today' },
  },
  run: async (context, { values }) => {
    if (values.verify !== undefined) return await verify(context, values.verify);
    const asked = formats.filter((one) => (one === 'json' ? context.json : values[one] === true));
    if (asked.length > 1) throw new UsageError(`Choose one of ${asked.map((one) => `--${one}`).join(' and ')}.`);
    const config = await configuration(context);
    const request = { paths: [], noIgnore: false, useCache: true, verify: false, config };
    const generator = `Agent Migrator ${version}`;
    const { report, warning } = await makeReport(context.ports, { ...request, generator }, context.operation);
    if (warning !== undefined) context.output.note(warning);
    const text = textOf(report, asked[0] ?? 'markdown', context);
    if (values.out === undefined) context.output.text(text);
    else await write(context, values.out, text);
    return exitCodes.done;
  },
});

function textOf(report: FleetReport, format: Format, { ports }: CommandContext): string {
  const writers = ports.writers();
  switch (format) {
    case 'html':
      return writers.html(report);
    case 'sarif':
      return asJson(writers.sarif({ ...report, components: [] }, version));
    case 'json':
      return asJson(report);
    case 'markdown':
      return writers.fleetMarkdown(report);
  }
}

const asJson = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

async function write({ cwd, output, json }: CommandContext, out: string, text: string): Promise<void> {
  const file = path.resolve(cwd, out);
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`"${file}" cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (json) output.document({ schemaVersion: 1, out: file });
  else output.text(`${file}\n`);
}

async function verify(context: CommandContext, written: string): Promise<ExitCode> {
  const { output, json, ports, operation, cwd } = context;
  const file = path.resolve(cwd, written);
  const verification = await checkReport(ports, await readJson(file), operation);
  if (verification === undefined) throw new UsageError(`"${file}" is no report of this program in its JSON form.`);
  if (json) output.document(verification);
  else output.text(verificationText(verification));
  const { genuine, changed, missing } = verification;
  return genuine && changed.length + missing.length === 0 ? exitCodes.done : exitCodes.findings;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function verificationText({ genuine, unchanged, changed, missing }: ReportVerification): string {
  const lines = [
    genuine ? 'The report is as it was made.' : 'The report is not as it was made: something in it was changed.',
    `${counted(unchanged, 'file')} as reported`,
    ...changed.map((one) => `changed since: ${one}`),
    ...missing.map((one) => `no longer there: ${one}`),
  ];
  return `${lines.join('\n')}\n`;
}
