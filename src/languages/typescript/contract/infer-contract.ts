import { ts } from 'ts-morph';
import type { Contract, ContractMethod, DiscoverMethod, OwnedAttribute } from '../../../core/contract/contract.js';
import type { InferredContract } from '../../../core/contract/inferred-contract.js';
import { hasModifier, isAsync } from '../rewrite/agent-syntax.js';
import type { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';
import { baseChain } from './base-chain.js';
import { membersOf, type BaseMember } from './base-members.js';
import { constructorKeywords } from './constructor-keywords.js';
import { boundPorts, healthService } from './bound-ports.js';
import { CallReach, emittedEvents } from './call-reach.js';
import { laterUses, type LaterUses } from './later-uses.js';
import { methodRoles, nameInRole, synonymsOf, type MethodRole } from './role-names.js';

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
  const later = laterUses(chain.classes);
  const reach = new CallReach(chain.classes);
  const attributes = members.flatMap((member) => attributeOf(member, constructor.keywords, later));
  const methods = methodsOf(members, reach);
  const ports = boundPorts({ ...constructor, ...methods, attributes, classes: chain.classes }, reach);
  const health = healthService({ ...methods, ports }, reach);
  const contract: Contract = {
    language: 'typescript',
    module,
    class: name,
    keywords: constructor.keywords,
    positional: constructor.positional,
    unknownKeywords: 'refused',
    attributes,
    constructorHooks: reach.ofConstructor,
    ...methods,
    abstractMethods: members.filter(({ isAbstract }) => isAbstract).map((member) => member.name),
    ports,
    ...(health ? { health } : {}),
    doesNot: handlesSignals(chain.classes) ? ['other-sockets', 'databases'] : ['signals', 'other-sockets', 'databases'],
    isEmitter: chain.isEmitter,
    events: emittedEvents(chain.classes),
  };
  return { contract, notes: [...chain.notes, ...constructor.notes], missing: chain.missing };
}

function attributeOf(member: BaseMember, keywords: Contract['keywords'], later: LaterUses): readonly OwnedAttribute[] {
  const { name, node, visibility, isMethod } = member;
  if (isMethod) return [];
  const isFixed = hasModifier(node, ts.SyntaxKind.ReadonlyKeyword) || ts.isGetAccessorDeclaration(node);
  return [
    {
      name,
      set: 'constructor',
      ...(keywords.some((keyword) => keyword.name === name) ? { keyword: name } : {}),
      ...(isFixed ? { property: 'read-only' as const } : {}),
      ...(ts.isAccessor(node) ? {} : whatStays(name, later)),
      ...(visibility === 'public' ? {} : { visibility }),
    },
  ];
}

function whatStays(name: string, later: LaterUses): Pick<OwnedAttribute, 'setOnce' | 'replaceable'> {
  if (later.isDynamic || later.written.has(name)) return {};
  return { setOnce: true, ...(later.isHandedOn || later.read.has(name) ? {} : { replaceable: true }) };
}

/** Methods by their role, and all others. */
function methodsOf(members: readonly BaseMember[], reach: CallReach): Pick<Contract, 'methods'> & Partial<Contract> {
  const methods = members.filter(({ isMethod }) => isMethod);
  const names = methods.map(({ name }) => name);
  const byRole = new Map(methodRoles.map((role) => [nameInRole(role, names), role]));
  const roles = Object.fromEntries(
    methods.flatMap((member) => {
      const role = byRole.get(member.name);
      return role === undefined ? [] : [[role, describe(member, reach, role)] as const];
    }),
  );
  const others = methods.filter(({ name }) => !byRole.has(name));
  return { methods: others.map((member) => describe(member, reach)), ...roles };
}

function describe(
  { name, node, visibility, isAbstract }: BaseMember,
  reach: CallReach,
  role?: MethodRole,
): ContractMethod {
  const parameters = ts.isMethodDeclaration(node) ? node.parameters : [];
  const returned = ts.isMethodDeclaration(node) ? node.type?.getText() : undefined;
  const mayWait = isAsync(node) || /\bPromise\b/.test(returned ?? '');
  const calledBy = reach.callersOf(name);
  const synonyms = role ? synonymsOf(role).filter((one) => one !== name) : [];
  const answers = role === 'discover' ? discoverAnswer(returned) : undefined;
  return {
    name,
    parameters: parameters.map((one) => one.name.getText() + (one.questionToken || one.initializer ? '?' : '')),
    ...(mayWait ? { isAsync: true } : {}),
    ...(role === 'cleanup' && !isAbstract ? { mustCallSuper: true } : {}),
    ...(calledBy.length > 0 ? { calledBy } : {}),
    ...(synonyms.length > 0 ? { synonyms } : {}),
    ...(answers ? { answers } : {}),
    ...(visibility === 'public' ? {} : { visibility }),
  };
}

/** What a look-up answers, by its declared type. */
function discoverAnswer(returned: string | undefined): DiscoverMethod['answers'] {
  const type = returned?.replace(/^Promise<(.*)>$/, '$1').trim();
  if (type === 'string') return 'address';
  return type !== undefined && /^\{\s*host: string[;,] port: number;?\s*\}$/.test(type) ? 'host-and-port' : undefined;
}

const handlesSignals = (classes: readonly ts.ClassLikeDeclaration[]): boolean =>
  classes.some((node) => /\bprocess\.(?:on|once)\(\s*['"]SIG/.test(node.getText()));
