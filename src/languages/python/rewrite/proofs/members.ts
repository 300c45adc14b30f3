import type { Contract } from '../../../../core/contract/contract.js';
import { foreignUses } from '../foreign-uses.js';
import { isHeir } from '../holders.js';
import type { PythonModule } from '../syntax/python-module.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import type { AgentSyntax } from '../agent-syntax.js';
import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof } from './proof.js';
import { methodsNamed } from '../syntax/methods-named.js';

/**
 * Nobody uses a method that the step took away and that the base does not have, the main guard included; and nobody in another file, tests
 * included, a method or an attribute that is gone or goes by another name.
 */
export const proveMembers: Proof = (input) => {
  const id = 'members';
  for (const { before, after } of adoptedClasses(input)) {
    const ofBase = new Set(methodsOfBase(input.contract));
    const isGone = (name: string): boolean => !ofBase.has(name) && methodsNamed(after, name).length === 0;
    const gone = before.methods.map(({ name }) => name).filter(isGone);
    for (const name of gone) {
      const line = firstUse(input.after, after, name);
      if (line !== undefined) return failed(id, `Line ${line} uses ${after.name}.${name}, which is gone.`);
    }
    const lost = new Set([...gone, ...goneAttributes(before, after, input.contract)]);
    const use = input.outside.attributes.find(({ name }) => lost.has(name));
    if (use) return failed(id, `${use.path} uses ${after.name}.${use.name} in line ${use.line}, which is gone.`);
  }
  return passed(id, 'No method is used that is gone, and no other file uses anything that is.');
};

/** What the base sets itself is there under the same name. */
function goneAttributes(before: AgentSyntax, after: AgentSyntax, contract: Contract): readonly string[] {
  const ofBase = new Set([...contract.attributes.map(({ name }) => name), ...methodsOfBase(contract)]);
  const set = before.self.uses.filter(({ access, name }) => access === 'write' && !ofBase.has(name));
  return set.map(({ name }) => name).filter((name) => after.self.named(name).length === 0);
}

function methodsOfBase({ methods, constructorHooks, run, requestHandler, healthHook, cleanup }: Contract) {
  const roles = [run, requestHandler, healthHook, cleanup].flatMap((role) => role?.name ?? []);
  return [...methods.map(({ name }) => name), ...constructorHooks, ...roles];
}

/** An attribute of that name, which the agent sets, is another thing. */
function firstUse(module: PythonModule, agent: AgentSyntax, name: string): number | undefined {
  const own = agent.self.named(name);
  if (own.some(({ access }) => access !== 'read')) return undefined;
  const foreign = foreignUses(module, agent, name).find(
    ({ holder, node }) => holder === 'agent' || (holder === 'unknown' && isInHeir(module, agent, node)),
  );
  const use = own[0]?.node ?? foreign?.node;
  return use && module.lineOf(use);
}

/** Its own object has what it inherits. */
function isInHeir(module: PythonModule, agent: AgentSyntax, node: SyntaxNode): boolean {
  const owner = node.ancestor('class_definition');
  return owner !== undefined && isHeir(module, agent, owner);
}
