import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { CheckFinding, CheckResult } from '../../core/validation/check-result.js';
import { fails, passes } from '../../core/validation/check-outcomes.js';
import { unresolvedImports } from '../../core/validation/unresolved-imports.js';
import type { Operation } from '../operation.js';
import type { Subject } from './subject.js';
import type { ValidationPorts } from './validation-ports.js';

/** What stands on disk is a module: parser, compiler's rules, names, imports, and the interpreter's own `compile()`. */
export async function checkCompiles(
  { compileCheck }: Pick<ValidationPorts, 'compileCheck'>,
  { path, now, original }: Subject,
  proofs: readonly PlanCheck[],
  operation: Operation,
): Promise<CheckResult> {
  const id = 'compile';
  const isPython = now.file.facts.languageId === 'python';
  const [compiled] = isPython ? await compileCheck.compile([{ path, bytes: now.bytes }], operation) : [];
  const refused: CheckFinding[] =
    compiled?.status === 'fails'
      ? [{ message: `${compiled.interpreter}: ${compiled.message}.`, path, line: compiled.line }]
      : [];
  const problems = now.file.facts.problems.map(({ message, range: { line, column } }) => ({
    ...{ message, path, line, column },
  }));
  // Where the file is no module, everything else only says so again.
  const broken = [...refused, ...problems.filter(({ line }) => line !== refused[0]?.line)];
  const unproved = proofs
    .filter(({ status }) => status === 'fail')
    .map(({ detail, line }) => ({ message: detail, path, ...(line === undefined ? {} : { line }) }));
  const [first, ...others] = broken.length > 0 ? broken : [...unproved, ...unresolvedImports(now, original)];
  if (first) return fails(id, [first, ...others]);
  const without = compiled?.status === 'unavailable' ? ` Not asked: ${compiled.detail}` : '';
  const by = compiled?.status === 'compiles' ? `${compiled.interpreter} compiles it` : 'It parses';
  const compared = original ? 'no name or import that was bound is lost' : 'what it was before is not known';
  return passes(
    id,
    `${by}, ${proofs.filter(({ status }) => status === 'pass').length} proofs hold, and ${compared}.${without}`,
  );
}
