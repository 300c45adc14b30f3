import type { ClassFact } from '../facts/source-facts.js';
import type { Ancestry } from '../workspace/class-standing.js';
import type { ClassRef } from '../workspace/source-file.js';
import type { DetectionContext } from './detection-context.js';
import type { DetectionRules } from './detection-rules.js';

/** Values, errors, tests, request handlers and windows are no services, whatever they hold. */
export function isNeverAgent(fact: ClassFact, { names }: Ancestry, rules: DetectionRules): boolean {
  if (rules.neverName?.test(fact.name) === true || (rules.needsMethods && fact.methods.length === 0)) return true;
  if (fact.decorators.some((name) => rules.neverDecorators.has(name))) return true;
  for (const name of names) if (rules.neverBases.has(name) || rules.neverBasePattern.test(name)) return true;
  return false;
}

export interface BaseQuestion {
  readonly ref: ClassRef;
  readonly ancestry: Ancestry;
  readonly isStarted: boolean;
}

const baseName = /^(?:Base|Abstract)(?=[A-Z_])|(?:Base|Mixin|Interface)$/u;

/** The target base itself, abstract classes, and classes that exist to be inherited: nothing starts them, other classes extend them. */
export function isBaseForOthers(question: BaseQuestion, rules: DetectionRules, context: DetectionContext): boolean {
  const { ref, isStarted } = question;
  const { class: fact, file } = ref;
  if (context.isTargetBase(ref) || fact.methods.some(({ isAbstract }) => isAbstract)) return true;
  if (isStarted) return false;
  const isAbstract = [...fact.bases, ...fact.keywords.map((text) => ({ resolved: text }))].some(({ resolved }) =>
    rules.abstractBases.has(resolved.slice(resolved.lastIndexOf('.') + 1)),
  );
  if (isAbstract || baseName.test(fact.name)) return true;
  const heirs = context.heirsOf(ref);
  const isDeployed = context.manifestOf(file.path) !== undefined;
  return heirs.some((heir) => heir.file.path === file.path) || (heirs.length > 0 && !isDeployed);
}
