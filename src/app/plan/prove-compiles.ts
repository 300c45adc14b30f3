import type { Reason } from '../../core/reason.js';
import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { PlanWithBytes } from '../../core/rewrite/plan-request.js';
import type { Operation } from '../operation.js';
import type { CompileCheck, CompileResult } from '../ports/compile-check.js';

export interface CompileVerdict {
  /** The file itself is no module for the interpreter. */
  readonly refused?: Reason;
  /** One check for each stage. */
  readonly checks: readonly PlanCheck[];
  /** Index of the first stage whose result the interpreter refuses. */
  readonly failedStage?: number;
}

/** Asks the project's interpreter about the file and about the result of every stage, in one call. Runs none of it. */
export async function proveCompiles(
  compileCheck: CompileCheck,
  planned: PlanWithBytes,
  bytes: Uint8Array,
  operation: Operation,
): Promise<CompileVerdict> {
  const { path } = planned.plan;
  const inputs = [bytes, ...planned.stageBytes].map((content) => ({ path, bytes: content }));
  const [original, ...results] = await compileCheck.compile(inputs, operation);
  if (original?.status === 'fails') return { refused: refusalOf(original), checks: [] };
  const checks = planned.stageBytes.map((_, index) => checkOf(results[index]));
  const failedStage = checks.findIndex(({ status }) => status === 'fail');
  return { checks, ...(failedStage === -1 ? {} : { failedStage }) };
}

function refusalOf({ stage, message, interpreter, line }: Extract<CompileResult, { status: 'fails' }>): Reason {
  const code = stage === 'parse' ? 'does-not-parse' : 'does-not-compile';
  return { code, message: `${message} (line ${line}, ${interpreter})`, line };
}

function checkOf(result: CompileResult | undefined): PlanCheck {
  const id = 'compile';
  switch (result?.status) {
    case 'compiles':
      return { id, status: 'pass', detail: `${result.interpreter} compiles the result.` };
    case 'fails':
      return {
        id,
        status: 'fail',
        detail: `${result.interpreter}: ${result.message} in line ${result.line} of the result.`,
      };
    case 'unavailable':
      return { id, status: 'skipped', detail: result.detail };
    case undefined:
      return { id, status: 'skipped', detail: 'The interpreter gave no answer.' };
  }
}
