import type { PlanCheck } from '../../../../core/rewrite/plan.js';
import type { TypeScriptModule } from '../syntax/typescript-module.js';
import type { TypeCheck, TypeProblem } from '../../project/project-check.js';
import { failed, passed, type ProofInput } from './proof.js';

const id = 'types';

/** The file uses a module or a name of the platform whose types are not there. */
const ofMissingPackages = new Set([2307, 7016, 2304, 2580, 2582, 2584, 2591, 2688]);

/** Errors about members, constructors, overrides and names declared twice, which do not hang on packages that are missing. */
const ofClassesAlone = new Set([
  ...[2300, 2339, 2340, 2377, 2415, 2416, 2417, 2425, 2426, 2513, 2515, 2551, 2554, 2564, 2610, 2611, 2612, 2654, 2855],
  ...[4112, 4114, 17009],
]);

/** The project's type checker reports nothing about the file, or about one that imports it, that it did not report before. */
export function proveTypes(input: ProofInput, checkOf = checkAlone(input)): PlanCheck {
  const { before, after } = input;
  if (isUncheckedJavaScript(after)) return skipped('JavaScript is not type-checked; its syntax and structure were.');
  if (before.text === after.text) return passed(id, 'Nothing has changed.');
  const now = checkOf(after.text);
  // Where nothing is reported at all, nothing is new.
  const isClean = now.status === 'checked' && now.problems.length === 0;
  const then = now.status === 'checked' && !isClean ? checkOf(before.text) : now;
  if (now.status === 'unavailable' || then.status === 'unavailable') return skipped(detailOf(now, then));
  const isComplete = !then.problems.some(({ code }) => ofMissingPackages.has(code));
  const counted = isComplete ? now.problems : now.problems.filter(({ code }) => ofClassesAlone.has(code));
  const gained = newProblem(then.problems, counted);
  if (!gained) {
    const limit = isComplete
      ? ''
      : ' Types of packages that are not installed are unknown; how the classes fit together was checked.';
    return passed(id, `${now.compiler} reports nothing new for ${filesOf(checkedPaths(input))}.${limit}`);
  }
  const { path, line, code, message } = gained;
  return failed(id, `${now.compiler} reports TS${code} in ${path}:${line} of the result: ${message}`);
}

/** The proof of a step needs the type checker. */
export const areTypesChecked = ({ before, after }: ProofInput): boolean =>
  before.text !== after.text && !isUncheckedJavaScript(after);

/** The file of a step, and those that import it. */
export const checkedPaths = ({ after, outside }: ProofInput): readonly string[] => [after.path, ...outside.importers];

/** Each text in a program of its own. */
const checkAlone =
  (input: ProofInput) =>
  (text: string): TypeCheck =>
    input.check.check(checkedPaths(input), text);

const isUncheckedJavaScript = ({ isJavaScript, text }: TypeScriptModule): boolean =>
  isJavaScript && !/^\s*\/\/\s*@ts-check/m.test(text);

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
