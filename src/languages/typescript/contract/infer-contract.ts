import { ts } from 'ts-morph';
import type { Contract, ContractMethod, OwnedAttribute } from '../../../core/contract/contract.js';
import type { InferredContract } from '../../../core/contract/inferred-contract.js';
import { hasModifier, isAsync } from '../rewrite/agent-syntax.js';
import type { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';
import { baseChain } from './base-chain.js';
import { membersOf, type BaseMember } from './base-members.js';
import { constructorKeywords } from './constructor-keywords.js';
import { calledMethods, emittedEvents } from './constructor-calls.js';
import { roleOf } from './role-names.js';

export interface InferenceInput {
  /** Path of the module without its ending. */
  readonly module: string;
  readonly class: string;
  /** The class's own module first, then those of its bases as far as they were found. */
  readonly sources: readonly TypeScriptModule[];
}

/** Reads the contract of a base class from its source; `undefined` when its module holds no such class. */
export function inferTypeScriptContract({
  module,
  class: name,
  sources,
}: InferenceInput): InferredContract | undefined {
  const chain = baseChain(name, sources);
  if (!chain) return undefined;
  const constructor = constructorKeywords(chain.classes, sources);
  const members = membersOf(chain.classes);
  const contract: Contract = {
    language: 'typescript',
    module,
    class: name,
    keywords: constructor.keywords,
    positional: constructor.positional,
    unknownKeywords: 'refused',
    attributes: members.flatMap((member) => attributeOf(member, constructor.keywords)),
    constructorHooks: calledMethods(chain.classes),
    ...methodsOf(members),
    abstractMethods: members.filter(({ isAbstract }) => isAbstract).map((member) => member.name),
    ports: [],
    isEmitter: chain.isEmitter,
    events: emittedEvents(chain.classes),
  };
  return { contract, notes: [...chain.notes, ...constructor.notes], missing: chain.missing };
}

function attributeOf(member: BaseMember, keywords: Contract['keywords']): readonly OwnedAttribute[] {
  const { name, node, visibility, isMethod } = member;
  if (isMethod) return [];
  const isFixed = hasModifier(node, ts.SyntaxKind.ReadonlyKeyword) || ts.isGetAccessorDeclaration(node);
  return [
    {
      name,
      set: 'constructor',
      ...(keywords.some((keyword) => keyword.name === name) ? { keyword: name } : {}),
      ...(isFixed ? { property: 'read-only' as const } : {}),
      ...(visibility === 'public' ? {} : { visibility }),
    },
  ];
}

/** Methods by their role, and all others. */
function methodsOf(members: readonly BaseMember[]): Pick<Contract, 'methods'> & Partial<Contract> {
  const methods = members.filter(({ isMethod }) => isMethod);
  const roles = Object.fromEntries(
    methods.flatMap((member) => {
      const role = roleOf(member.name);
      return role === undefined ? [] : [[role, describe(member)] as const];
    }),
  );
  return { methods: methods.filter(({ name }) => roleOf(name) === undefined).map(describe), ...roles };
}

function describe({ name, node, visibility }: BaseMember): ContractMethod {
  const parameters = ts.isMethodDeclaration(node) ? node.parameters : [];
  const returned = ts.isMethodDeclaration(node) ? node.type?.getText() : undefined;
  const mayWait = isAsync(node) || /\bPromise\b/.test(returned ?? '');
  return {
    name,
    parameters: parameters.map((one) => one.name.getText() + (one.questionToken || one.initializer ? '?' : '')),
    ...(mayWait ? { isAsync: true } : {}),
    ...(roleOf(name) === 'cleanup' ? { mustCallSuper: true } : {}),
    ...(visibility === 'public' ? {} : { visibility }),
  };
}
