import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Reason } from '../../../../../core/reason.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { importedNames } from '../../../rewrite/syntax/imports.js';
import { classLevelNames, type ClassLevelName } from '../../../rewrite/syntax/class-level-names.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';

/** Decorators that write a constructor of their own. */
const constructorWriters =
  /^(?:dataclasses\.dataclass|pydantic\.dataclasses\.dataclass|attrs?\.(?:s|attrs|define|mutable|frozen|dataclass))$/;
/** Methods with which a class takes part in its own construction or in how its attributes are set. */
const constructionMethods = ['__new__', '__setattr__', '__getattribute__', '__getattr__', '__init_subclass__'];

/** Why the class cannot be given a base at all. */
export function refusalOfHeader({ module, agent, contract }: PythonContext): Reason | undefined {
  const at = (node: SyntaxNode): number => module.lineOf(node);
  const base = agent.bases.find((node) => !isObject(module.textOf(node)));
  if (base) {
    const name = module.textOf(base);
    const claims = name.split('.').at(-1) === contract.class;
    const message = claims
      ? `${agent.name} inherits a ${name} that is not ${contract.module}.${contract.class}; correct the import first.`
      : `${agent.name} already inherits ${name}; decide by hand how it goes together with ${contract.class}.`;
    return { code: claims ? 'base-unresolved' : 'existing-base', message, line: at(base) };
  }
  const [keyword] = agent.keywords;
  if (keyword) {
    const message = `${agent.name} has the class keyword ${module.textOf(keyword)}; decide by hand how it goes together with ${contract.class}.`;
    return { code: 'existing-base', message, line: at(keyword) };
  }
  const decorator = agent.decorators.find((one) => constructorWriters.test(decoratorOrigin(module, one)));
  if (decorator) {
    const message = `${module.textOf(decorator)} writes the constructor of ${agent.name}; a ${contract.class} needs one of its own.`;
    return { code: 'existing-base', message, line: at(decorator) };
  }
  const members = classLevelNames(module, agent);
  const method = members.find(({ name }) => constructionMethods.includes(name));
  if (method) {
    const message = `${agent.name}.${method.name} would see the work of the base's constructor before the agent is ready.`;
    return { code: 'hook-collision', message, line: at(method.node) };
  }
  return refusalOfConstructor({ module, agent, contract }, members);
}

/** A constructor that is no plain method of the class has no place for the call of the base's. */
function refusalOfConstructor(
  { module, agent, contract }: Pick<PythonContext, 'module' | 'agent' | 'contract'>,
  members: readonly ClassLevelName[],
): Reason | undefined {
  const other = members.find(({ name, what }) => name === '__init__' && what !== 'a method');
  const nameless = agent.init && agent.init.selfName === undefined ? agent.init : undefined;
  const node = other?.node ?? nameless?.nameNode;
  if (!node) return undefined;
  const why = other ? 'is assigned, or defined under a condition' : 'takes its object without a name of its own';
  const message = `${agent.name}.__init__ ${why}, so that it cannot call the constructor of ${contract.class}; write it as a plain method first.`;
  return { code: 'hook-collision', message, line: module.lineOf(node) };
}

/** Puts the base into the header: `class X:`, `class X():` and `class X(object):` become `class X(Base):`. `remark`: what follows from it. */
export function headerEdit({ module, agent, contract }: PythonContext, base: string, remark: string): ProposedEdit {
  const reason = `Makes ${agent.name} a ${contract.class}${remark === '' ? '' : `, ${remark}`}.`;
  const object = agent.bases.find((node) => isObject(module.textOf(node)));
  if (object) return { start: object.start, end: object.end, newText: base, reason };
  const { argumentList } = agent;
  if (argumentList) {
    const inside = argumentList.start + '('.length;
    return { start: inside, end: inside, newText: base, reason };
  }
  const at = (agent.node.child('type_parameter') ?? agent.nameNode).end;
  return { start: at, end: at, newText: `(${base})`, reason };
}

const isObject = (name: string): boolean => name === 'object' || name === 'builtins.object';

function decoratorOrigin(module: PythonContext['module'], decorator: SyntaxNode): string {
  const [expression] = decorator.parts;
  const callee = expression?.type === 'call' ? expression.parts[0] : expression;
  const [head = '', ...rest] = callee ? module.textOf(callee).replace(/\s/g, '').split('.') : [];
  const origin = importedNames(module).find(({ local }) => local === head)?.origin ?? head;
  return [origin, ...rest].join('.');
}
