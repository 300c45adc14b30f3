import type { ClassFact, ParseProblem, Signal } from '../facts/source-facts.js';
import type { Reason } from '../reason.js';
import type { Standing } from '../workspace/class-standing.js';
import type { TargetBase } from '../workspace/target-base.js';
import type { Assessment, Readiness } from './assessment.js';

export type Leftover = NonNullable<Assessment['leftovers']>[number];

export interface ReadinessInput {
  /** Why the file is no valid module, first problem first. */
  readonly problems: readonly ParseProblem[];
  /** Absent for an agent without a class. */
  readonly class: ClassFact | undefined;
  readonly standing: Standing;
  readonly target: TargetBase;
  /** Uses inside the body of the class. */
  readonly signals: readonly Signal[];
  readonly isPython: boolean;
}

export interface ReadinessVerdict {
  readonly readiness: Readiness;
  readonly reason: Reason | null;
  readonly leftovers: readonly Leftover[];
}

/** Whether an agent can be migrated, has been, or what stands in the way: never part of the score. */
export function readinessOf(input: ReadinessInput): ReadinessVerdict {
  const [problem] = input.problems;
  if (problem) return blocked({ code: problem.code, message: problem.message, line: problem.range.line });
  const { standing, target } = input;
  switch (standing.kind) {
    case 'none':
      return { readiness: 'ready', reason: null, leftovers: [] };
    case 'unresolved':
      return blocked(unresolved(standing, target));
    case 'foreign':
      return blocked(foreign(standing.bases, target));
    case 'target': {
      const leftovers = leftoversOf(input);
      return { readiness: leftovers.length > 0 ? 'partial' : 'migrated', reason: null, leftovers };
    }
  }
}

function blocked(reason: Reason): ReadinessVerdict {
  return { readiness: 'blocked', reason, leftovers: [] };
}

function unresolved({ base, name }: Extract<Standing, { kind: 'unresolved' }>, target: TargetBase): Reason {
  const line = base.range.line;
  const isBound = name.includes('.');
  const where = isBound ? `${name} is not in the workspace` : `nothing in the file defines or imports it`;
  const repair = target.module === '' ? '' : `; import ${target.class} from ${target.module}`;
  return { code: 'base-unresolved', message: `The base class ${base.text} cannot be found: ${where}${repair}.`, line };
}

function foreign(bases: Extract<Standing, { kind: 'foreign' }>['bases'], target: TargetBase): Reason {
  const names = bases.map(({ text }) => text).join(', ');
  const message = `The class already has ${bases.length > 1 ? 'the bases' : 'the base'} ${names}; decide by hand how it goes together with ${target.class}.`;
  return { code: 'existing-base', message, line: bases[0]?.range.line ?? 1 };
}

/** What a class that inherits the base still does although the base does it, or owes to the base. */
function leftoversOf(input: ReadinessInput): readonly Leftover[] {
  const { class: fact } = input;
  if (!fact) return [];
  const found = [...initialisation(input, fact), ...ownHealthCheck(input.signals), ...ownMainSocket(input.signals)];
  return [...found, ...cleanup(input, fact)].sort((a, b) => a.line - b.line);
}

function initialisation({ isPython }: ReadinessInput, { methods, superInitCalls }: ClassFact): readonly Leftover[] {
  const constructor = methods.find(({ name }) => name === (isPython ? '__init__' : 'constructor'));
  if (!constructor || superInitCalls === 1) return [];
  const call = isPython ? 'super().__init__()' : 'super()';
  const message =
    superInitCalls === 0
      ? `The constructor does not call ${call}`
      : `The constructor calls ${call} ${superInitCalls} times`;
  return [{ line: constructor.nameRange.line, message }];
}

/** A loop that answers health checks, by its name; one that watches the health of others is called otherwise. */
const healthLoop =
  /^(?:self\.|this\.)?_*(?:run_?|start_?)?health(?:_?check)?(?:_?(?:loop|server|responder|thread|worker))?$/iu;

function ownHealthCheck(signals: readonly Signal[]): readonly Leftover[] {
  const thread = signals.find(({ kind, detail }) => kind === 'health-thread' && healthLoop.test(detail));
  const loop = signals.find(({ kind, functionName }) => kind === 'service-loop' && healthLoop.test(functionName ?? ''));
  const found = thread ?? loop;
  return found ? [{ line: found.range.line, message: `Its own health loop is still there: ${found.message}` }] : [];
}

function ownMainSocket(signals: readonly Signal[]): readonly Leftover[] {
  const socket = signals.find(
    ({ kind, detail, functionName }) => kind === 'socket' && detail === 'REP' && !/health/iu.test(functionName ?? ''),
  );
  return socket ? [{ line: socket.range.line, message: `Its own main socket is still there: ${socket.message}` }] : [];
}

function cleanup({ isPython }: ReadinessInput, { methods }: ClassFact): readonly Leftover[] {
  const own = methods.find(({ name }) => name === 'cleanup');
  if (!own || own.callsSuper) return [];
  const call = isPython ? 'super().cleanup()' : 'super.cleanup()';
  return [{ line: own.nameRange.line, message: `cleanup() does not call ${call}` }];
}
