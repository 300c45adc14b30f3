import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment, Evidence, FactorScore, ProblemEntry } from '../../core/assess/assessment.js';
import type { Range } from '../../core/text/span.js';
import { evidenceTitle } from './hover-text.js';
import { riskTitle } from './wording.js';

/** A diagnostic before it meets VS Code. */
export interface DiagnosticText {
  readonly range: Range;
  readonly message: string;
  /** Shown as the diagnostic's code. */
  readonly code: string;
  /** Places elsewhere that belong to it; `path` relative to the workspace, absent for the same file. */
  readonly related: readonly { readonly path?: string; readonly range: Range; readonly message: string }[];
}

/** One diagnostic for each piece of evidence in the agent's own file; beyond `limit`, those of the factors with the most points. */
export function riskDiagnostics(assessment: Assessment, limit: number): readonly DiagnosticText[] {
  const factors = assessment.factors.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
  const found = factors.flatMap((factor) => factorDiagnostics(assessment, factor));
  return found.slice(0, limit);
}

function factorDiagnostics(assessment: Assessment, factor: FactorScore): readonly DiagnosticText[] {
  const here = factor.evidence.filter(({ path }) => path === undefined);
  const elsewhere = factor.evidence.filter(({ path }) => path !== undefined);
  const own = here.map((evidence) => ({
    range: evidence,
    message: `${evidenceTitle(factor)}: ${evidence.message}`,
    code: factor.id,
    related: [agentPlace(assessment)],
  }));
  return elsewhere.length === 0 ? own : [...own, elsewhereDiagnostic(assessment, factor, elsewhere)];
}

/** Evidence in other files is told once, at the class, with links: nobody wants marks in a file that is not the agent's. */
function elsewhereDiagnostic(
  assessment: Assessment,
  factor: FactorScore,
  elsewhere: readonly Evidence[],
): DiagnosticText {
  const places = elsewhere.length === 1 ? 'one place in another file' : `${elsewhere.length} places in other files`;
  return {
    range: wholeLine(assessment.line),
    message: `${evidenceTitle(factor)}: ${places}`,
    code: factor.id,
    related: elsewhere.map(({ path, message, ...range }) => ({
      ...(path === undefined ? {} : { path }),
      range,
      message,
    })),
  };
}

function agentPlace(assessment: Assessment): DiagnosticText['related'][number] {
  return { range: wholeLine(assessment.line), message: `${agentName(assessment)}: ${riskTitle(assessment)}` };
}

/** What keeps a partly migrated agent from being done. */
export function leftoverDiagnostics(assessment: Assessment): readonly DiagnosticText[] {
  return (assessment.leftovers ?? []).map(({ line, message }) => ({
    range: wholeLine(line),
    message: `${agentName(assessment)} is partly migrated: ${message}`,
    code: 'partial',
    related: [agentPlace(assessment)],
  }));
}

/** Why the file cannot be read as a program. */
export function problemDiagnostic(problem: ProblemEntry): DiagnosticText {
  return { range: wholeLine(problem.line), message: problem.message, code: problem.code, related: [] };
}

/** Reaches past the end of any line; VS Code holds it to the line's length. */
function wholeLine(line: number): Range {
  return { line, column: 1, endLine: line, endColumn: 10_000 };
}
