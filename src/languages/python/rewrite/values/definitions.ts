import type { AgentSyntax } from '../agent-syntax.js';
import type { MethodSyntax, ParameterSyntax } from '../syntax/class-syntax.js';
import type { PythonModule } from '../syntax/python-module.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';

/** Where an expression stands: in a method of the agent, or at module level. */
export interface Place {
  readonly module: PythonModule;
  readonly agent: AgentSyntax;
  readonly method: MethodSyntax | undefined;
}

/** What a name or an attribute of `self` holds, when one place alone says it. */
export type Definition =
  | { readonly kind: 'expression'; readonly node: SyntaxNode; readonly place: Place }
  | { readonly kind: 'parameter'; readonly parameter: ParameterSyntax; readonly place: Place }
  | { readonly kind: 'import' }
  /** A name of the module that more than one place binds. */
  | { readonly kind: 'global' }
  | { readonly kind: 'builtin' };

/** `undefined` when several places of a function bind the name, or a form other than `name = value` does. */
export function definitionOfName(node: SyntaxNode, place: Place): Definition | undefined {
  const { module, method } = place;
  const name = module.textOf(node);
  const scope = method && module.scopeOf(method.node);
  const owner = (scope ?? module.scopes).resolve(name);
  if (!owner) return { kind: 'builtin' };
  const bindings = owner.bindings.get(name) ?? [];
  const [only] = bindings;
  if (owner === module.scopes) {
    const definition = only && bindings.length === 1 ? definitionAt(only, { ...place, method: undefined }) : undefined;
    return definition ?? { kind: 'global' };
  }
  if (!only || bindings.length > 1) return undefined;
  if (owner !== scope) return undefined;
  const parameter = method?.parameters.find((one) => one.name === name);
  return parameter ? { kind: 'parameter', parameter, place } : definitionAt(only, place);
}

function definitionAt(binding: SyntaxNode, place: Place): Definition | undefined {
  if (binding.type === 'dotted_name' || binding.type === 'aliased_import') return { kind: 'import' };
  const node = assignedValue(binding);
  return node && { kind: 'expression', node, place };
}

/** `self.name`, when a single statement of the class assigns it. */
export function definitionOfAttribute(name: string, place: Place): Definition | undefined {
  const { agent, module } = place;
  const changes = agent.self.named(name).filter(({ access }) => access !== 'read');
  const [only] = changes;
  if (!only || changes.length > 1) return undefined;
  const node = assignedValue(only.node);
  return node && { kind: 'expression', node, place: { module, agent, method: only.method } };
}

/** What stands behind the `=`; `name: type` alone has none. */
function valueOf(assignment: SyntaxNode): SyntaxNode | undefined {
  const last = assignment.parts.at(-1);
  return last?.type === 'type' ? undefined : last;
}

/** The value in `target = value`, `target: type = value` and `other = target = value`. */
export function assignedValue(target: SyntaxNode): SyntaxNode | undefined {
  const assignment = target.parent;
  if (assignment?.type !== 'assignment' || assignment.parts[0] !== target) return undefined;
  let value = valueOf(assignment);
  while (value?.type === 'assignment') value = valueOf(value);
  return value;
}

/** The name of the attribute in `self.name`. */
export function selfAttribute(node: SyntaxNode, { module, method }: Place): string | undefined {
  const [object, name] = node.type === 'attribute' ? node.parts : [];
  if (!object || !name || method?.selfName === undefined) return undefined;
  return module.textOf(object) === method.selfName ? module.textOf(name) : undefined;
}
