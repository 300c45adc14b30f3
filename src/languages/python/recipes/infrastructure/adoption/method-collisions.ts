import type { Contract, ContractMethod } from '../../../../../core/contract/contract.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { heirsInFile } from '../../../rewrite/foreign-uses.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { fine, refused, together, type Finding } from './finding.js';
import { findMissedUse, renameMember } from './rename-member.js';

/** Methods of the agent that would override a method of the base: which may stay, which are renamed, and which forbid the adoption. */
export function settleMethods(context: PythonContext): Finding {
  const { agent, contract } = context;
  const names = new Set(agent.methods.map(({ name }) => name));
  const colliding = [...contractMethods(contract)].filter(([name]) => names.has(name));
  const findings = colliding.map(([name, expected]) => settleMethod(context, name, expected));
  return together([missingAbstract(context), heirCollision(context), ...findings]);
}

function contractMethods(contract: Contract): ReadonlyMap<string, ContractMethod> {
  const roles = [contract.run, contract.requestHandler, contract.healthHook, contract.cleanup];
  const all = [...contract.methods, ...roles.flatMap((role) => role ?? [])];
  const hooks = contract.constructorHooks.map((name): [string, ContractMethod] => [
    name,
    { name, calledBy: ['__init__'] },
  ]);
  return new Map([...hooks, ...all.map((method): [string, ContractMethod] => [method.name, method])]);
}

function settleMethod(context: PythonContext, name: string, expected: ContractMethod): Finding {
  const { agent, module, contract, draft } = context;
  const definitions = agent.methods.filter((method) => method.name === name && !draft.isDeleted(method.whole));
  const [method] = definitions;
  if (!method) return fine();
  const isHook = contract.constructorHooks.includes(name);
  if (!isHook && definitions.every((one) => isCompatible(one, expected))) return fine();
  if (!isHook && !name.startsWith('_') && !isCalledByBase(context, expected)) return fine();
  const line = module.lineOf(method.nameNode);
  const missed = findMissedUse(context, name, 'method');
  const why = isHook
    ? `The constructor of ${contract.class} would run ${agent.name}.${name} before the agent is ready`
    : `${contract.class} would call ${agent.name}.${name}, which means something else`;
  if (missed) {
    const code = name.startsWith('_') ? 'hook-collision' : 'public-method-collision';
    const message = `${why}, and it cannot be renamed: ${missed.reason}.`;
    return refused({ code, message, line });
  }
  const { edits, to } = renameMember(context, name, `${why}: it is renamed.`);
  const renamed = [{ from: `${agent.name}.${name}`, to: `${agent.name}.${to}` }];
  const review = name.startsWith('_')
    ? []
    : [{ reason: `${why}. Renaming a public method is for a person to decide.`, line }];
  return fine({ edits, renamed, review });
}

/** The base can call the method as it calls its own. */
function isCompatible(method: MethodSyntax, { parameters, isAsync = false }: ContractMethod): boolean {
  if (method.kind !== 'instance' || method.selfName === undefined || method.isAsync !== isAsync) return false;
  if (method.decorators.length > 0) return false;
  const given = (parameters ?? []).filter((one) => !one.startsWith('*') && !one.includes('='));
  const positional = method.parameters.filter(({ kind }) => kind === 'normal');
  const required = positional.filter((one) => !one.default).length;
  const needsKeyword = method.parameters.some((one) => one.kind === 'keyword-only' && !one.default);
  const takesMore = method.parameters.some(({ kind }) => kind === '*');
  return !needsKeyword && required <= given.length && (takesMore || positional.length >= given.length);
}

/** Some method of the base that the agent does not replace calls it. */
function isCalledByBase({ agent }: PythonContext, { calledBy = [] }: ContractMethod): boolean {
  return calledBy.some((caller) => caller === '__init__' || !agent.methods.some(({ name }) => name === caller));
}

function missingAbstract({ module, agent, contract }: PythonContext): Finding {
  const missing = contract.abstractMethods.find((name) => !agent.methods.some((method) => method.name === name));
  if (missing === undefined) return fine();
  const message = `${contract.class} demands a method ${missing}, which ${agent.name} does not have; add it first.`;
  return refused({ code: 'hook-collision', message, line: module.lineOf(agent.nameNode) });
}

/** A class of the same file that inherits the agent becomes an agent too, and its methods are overrides as well. */
function heirCollision({ module, agent, contract }: PythonContext): Finding {
  for (const heir of heirsInFile(module, agent)) {
    const clashing = module.classes
      .find(({ node }) => node === heir)
      ?.methods.find(({ name }) => contract.constructorHooks.includes(name));
    if (!clashing) continue;
    const message = `${clashing.name} of a class that inherits ${agent.name} would run inside the constructor of ${contract.class}; rename it first.`;
    return refused({ code: 'hook-collision', message, line: module.lineOf(clashing.nameNode) });
  }
  return fine();
}
