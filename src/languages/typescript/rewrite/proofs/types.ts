import type { PlanCheck } from '../../../../core/rewrite/plan.js';
import type { TypeCheck, TypeProblem } from '../../project/project-check.js';
import { failed, passed, type ProofInput } from './proof.js';

const id = 'types';

/** The project's type checker reports nothing about the file, or about one that imports it, that it did not report before. */
export function proveTypes({ before, after, check, outside }: ProofInput): PlanCheck {
  if (after.isJavaScript && !/^\s*\/\/\s*@ts-check/m.test(after.text)) {
    return skipped('JavaScript is not type-checked; its syntax and structure were.');
  }
  if (before.text === after.text) return passed(id, 'Nothing has changed.');
  const paths = [after.path, ...outside.importers];
  const now = check.check(paths, after.text);
  const then = now.status === 'checked' ? check.check(paths, before.text) : now;
  if (now.status === 'unavailable' || then.status === 'unavailable') return skipped(detailOf(now, then));
  const gained = newProblem(then.problems, now.problems);
  if (!gained) return passed(id, `${now.compiler} reports nothing new for ${filesOf(paths)}.`);
  const { path, line, code, message } = gained;
  return failed(id, `${now.compiler} reports TS${code} in ${path}:${line} of the result: ${message}`);
}

const skipped = (detail: string): PlanCheck => ({ id, status: 'skipped', detail });

const filesOf = ({ length }: readonly string[]): string =>
  length === 1 ? 'the file' : `the file and the ${length - 1} that import it`;

const detailOf = (...checks: readonly TypeCheck[]): string =>
  checks.flatMap((check) => (check.status === 'unavailable' ? [check.detail] : [])).join(' ');

/** Problems are told apart by what they say: lines move. */
function newProblem(then: readonly TypeProblem[], now: readonly TypeProblem[]): TypeProblem | undefined {
  const counts = new Map<string, number>();
  for (const problem of then) counts.set(keyOf(problem), (counts.get(keyOf(problem)) ?? 0) + 1);
  return now.find((problem) => {
    const left = counts.get(keyOf(problem)) ?? 0;
    counts.set(keyOf(problem), left - 1);
    return left <= 0;
  });
}

const keyOf = ({ path, code, message }: TypeProblem): string => `${path}\0${code}\0${message}`;
