import { version } from '../../../package.json';
import { assessmentDocument, assessWorkspace, type AssessmentRequest } from '../../app/assess/assess-workspace.js';
import type { AssessmentReport, RiskLevel } from '../../core/assess/assessment.js';
import { assessTable } from '../text/assess-table.js';
import { defineCommand, type CommandContext } from '../command.js';
import { assessShape } from './assess-shape.js';
import { configurationToAssess } from '../configuration.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { sourcePaths } from '../paths.js';
import { publishedAssessment } from '../../app/published-documents.js';
import { UsageError } from '../arguments/usage-error.js';

const levels: readonly RiskLevel[] = ['low', 'medium', 'high'];

export const assessCommand = defineCommand({
  ...assessShape,
  summary: 'Score the agents of the workspace, or of files and folders in it',
  run: async (context, { values, positionals }) => {
    const format = formatOf({ json: context.json, sarif: values.sarif === true, markdown: values.markdown === true });
    const request: AssessmentRequest = {
      paths: await sourcePaths(context, positionals, 'assessed'),
      noIgnore: values['no-ignore'] === true,
      useCache: values['no-cache'] !== true,
      verify: values.verify === true,
      isLast: true,
      ...(await configurationToAssess(context)),
      ...(context.listed ? { listed: context.listed } : {}),
    };
    const isPassedOn = format === 'json' && !request.verify && values['fail-on'] === undefined;
    if (isPassedOn) {
      context.output.documentText(await assessmentDocument(context.ports, request, context.operation));
      return exitCodes.done;
    }
    const report = await assessWorkspace(context.ports, request, context.operation);
    print(report, format, context);
    if (values.verify === true) await noteMissingInterpreter(report, context);
    return verdict(report, values['fail-on']);
  },
});

type Format = 'table' | 'json' | 'sarif' | 'markdown';

function formatOf(asked: Readonly<Record<Exclude<Format, 'table'>, boolean>>): Format {
  const formats = (['json', 'sarif', 'markdown'] as const).filter((format) => asked[format]);
  if (formats.length > 1) throw new UsageError(`Choose one of ${formats.map((one) => `--${one}`).join(' and ')}.`);
  return formats[0] ?? 'table';
}

function print(report: AssessmentReport, format: Format, { output, ports }: CommandContext): void {
  switch (format) {
    case 'json':
      output.document(publishedAssessment(report));
      return;
    case 'sarif':
      output.document(ports.writers().sarif(report, version));
      return;
    case 'markdown':
      output.text(ports.writers().markdown(report));
      return;
    case 'table':
      output.text(assessTable(report, output.coloured));
  }
}

/** Exit code and report are the same without an interpreter, so that somebody has to say what was not asked. */
async function noteMissingInterpreter(
  { agents }: AssessmentReport,
  { ports, output, operation }: CommandContext,
): Promise<void> {
  if (!agents.some(({ language }) => language === 'python')) return;
  const interpreter = await ports.compileCheck.interpreter(operation);
  if ('missing' in interpreter) output.note(`${interpreter.missing} Python was checked by the parser alone.`);
}

function verdict({ agents }: AssessmentReport, failOn: string | undefined): ExitCode {
  if (failOn === undefined) return exitCodes.done;
  const isFinding =
    failOn === 'blocked'
      ? agents.some(({ readiness }) => readiness === 'blocked')
      : agents.some(({ level }) => levels.indexOf(level) >= levels.findIndex((one) => one === failOn));
  return isFinding ? exitCodes.findings : exitCodes.done;
}
