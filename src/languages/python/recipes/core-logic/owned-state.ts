import type { OwnedAttribute } from '../../../../core/contract/contract.js';
import { nothing, oneGroup } from '../../../../core/rewrite/recipe.js';
import type { AgentSyntax, SuperCall } from '../../rewrite/agent-syntax.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import { importedNames } from '../../rewrite/syntax/imports.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';
import { statementsOf } from '../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { methodsOfConstruction } from '../infrastructure/adoption/methods-of-construction.js';
import { assignmentOf, callsIn } from '../reading/origins.js';

/** Assignments in `__init__` that give an attribute of the base the value it has already. */
export const ownedState: PythonRecipe = {
  id: 'owned-state',
  title: 'Leave its state to the base',
  description:
    'Drops assignments such as `self.running = True` behind the call of the base constructor, which has made them.',
  stage: 'core-logic',
  scope: 'class',
  propose({ agent, module, contract, draft }) {
    const [call, ...more] = agent.superCalls;
    if (!agent.isAdopted || call === undefined || more.length > 0) return nothing;
    const redundant = contract.attributes.flatMap((owned) => redundantAssignment({ agent, module }, owned, call) ?? []);
    const statements = redundant.map(({ statement }) => statement);
    const edits = removeStatements(module, statements, (span) => draft.isDeleted(span));
    const names = redundant.map(({ name }) => name).join(', ');
    const reason = `The constructor of ${contract.class} has set ${names} to the same value.`;
    return oneGroup({
      safety: 'safe',
      edits: edits.map((edit) => ({ ...edit, reason })),
    });
  },
};

/** The one assignment of the attribute during construction, when it stands behind the base's constructor and changes nothing. */
function redundantAssignment(
  { agent, module }: Pick<PythonContext, 'agent' | 'module'>,
  owned: OwnedAttribute,
  call: SuperCall,
): SelfUse | undefined {
  if (owned.set !== 'constructor' || owned.equivalent === undefined) return undefined;
  if (owned.keyword !== undefined && (call.hasSplat || call.keywords.has(owned.keyword))) return undefined;
  const [only, ...others] = changesInConstruction(module, agent, owned.name);
  if (only === undefined || others.length > 0 || only.method !== agent.init) return undefined;
  if (only.statement.parent !== agent.init.body || only.statement.start < call.statement.end) return undefined;
  const assignment = assignmentOf(only.statement);
  if (assignment?.target !== only.node) return undefined;
  const source = module
    .textOf(assignment.value)
    .replace(new RegExp(`\\b${only.method.selfName ?? 'self'}\\b`, 'g'), 'self');
  if (!owned.equivalent.includes(source) || !meansTheSame(module, source)) return undefined;
  return readsClock(source) && worksBetween(module, agent.init.body, call.statement.end, only.statement)
    ? undefined
    : only;
}

const readsClock = (source: string): boolean => /\b(?:time|monotonic|perf_counter|now)\(\)/.test(source);

/** What is called between the base's constructor and the statement may take its time: the clock says another thing then. */
function worksBetween(module: PythonModule, body: SyntaxNode, after: number, statement: SyntaxNode): boolean {
  const between = statementsOf(body).filter(({ start }) => start >= after && start < statement.start);
  return between.some((one) => callsIn(module, one).length > 0);
}

function changesInConstruction(module: PythonModule, agent: AgentSyntax, name: string): readonly SelfUse[] {
  const methods = methodsOfConstruction(module, agent);
  return agent.self.named(name).filter(({ access, method }) => access !== 'read' && methods.has(method));
}

/** The names in the source are what they seem: `time` is the module of that name, `set` the builtin. */
function meansTheSame(module: PythonModule, source: string): boolean {
  const heads = source.match(/(?<![.\w'"])[A-Za-z_]\w*/g) ?? [];
  return heads.every((head) => {
    if (head === 'self') return true;
    const places = module.scopes.bindings.get(head) ?? [];
    const imported = importedNames(module).find((one) => one.local === head);
    return places.length === 0 || (places.length === 1 && imported?.origin === head && imported.unconditional);
  });
}
