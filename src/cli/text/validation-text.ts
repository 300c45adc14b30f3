import type { ValidationReport } from '../../app/ports/validation.js';
import type { CheckFinding, CheckResult } from '../../core/validation/check-result.js';

/** What the checks say, for people: one line each, and below a failed one what it found. */
export function validationAsText({ path, migration, checks }: ValidationReport): string {
  const head = migration === null ? path : `${path}  [${migration}]`;
  const failed = checks.filter(({ status }) => status === 'fail').length;
  const skipped = checks.filter(({ status }) => status === 'skipped').length;
  const verdict = failed > 0 ? `${failed} failed` : 'Nothing failed';
  return `${head}\n${checks.map(checkAsText).join('')}${verdict}, ${skipped} skipped.\n`;
}

function checkAsText({ id, status, detail, findings }: CheckResult): string {
  const line = `  ${status.padEnd(8)} ${id.padEnd(14)} ${detail}\n`;
  return status === 'fail' ? `${line}${findings.map(findingAsText).join('')}` : line;
}

function findingAsText({ message, path, line, expected, actual }: CheckFinding): string {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  const compared = [
    ...(expected === undefined ? [] : [`      expected ${expected}\n`]),
    ...(actual === undefined ? [] : [`      found    ${actual}\n`]),
  ];
  return `    ${place}${message}\n${compared.join('')}`;
}
