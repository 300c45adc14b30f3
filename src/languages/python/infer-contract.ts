import type { Node } from 'web-tree-sitter';
import type { BoundPort, Contract, ContractMethod, DiscoverMethod, HealthHook } from '../../core/contract/contract.js';
import type { ImportedClass, InferredContract } from '../../core/contract/inferred-contract.js';
import { gapsOf, joinedThreads } from './contract/base-gaps.js';
import { BaseModel } from './contract/base-model.js';
import { healthService, mainSocket } from './contract/base-sockets.js';
import { bindSites } from './contract/bind-sites.js';
import { boundPorts, isPortSearch } from './contract/bound-ports.js';
import { classChain, type ClassChain } from './contract/class-chain.js';
import { isAbstract, isTrivial, type MethodModel } from './contract/class-model.js';
import { constructorKeywords, type ConstructorKeywords } from './contract/constructor-keywords.js';
import { contractNotes, loggerNotes } from './contract/contract-notes.js';
import { discoverAnswer } from './contract/discover-answer.js';
import {
  keysReturnedSometimes,
  methodRoles,
  returnedKeys,
  servingMethods,
  type MethodRoles,
} from './contract/method-roles.js';
import { moduleConstants } from './contract/module-imports.js';
import { readNamedLogger } from './contract/named-logger.js';
import { isProperty, ownedAttributes } from './contract/owned-attributes.js';
import { requestLoop } from './contract/request-loop.js';
import { roleNames, type Role } from './contract/role-names.js';
import { calledName, receiver } from './contract/syntax.js';
import { ValueLeaves } from './contract/value-leaves.js';

export interface InferenceInput {
  /** Dotted module as agents import it. */
  readonly module: string;
  readonly class: string;
  /** Syntax trees by dotted module: the class's own, and those of its bases as far as they were found. */
  readonly sources: ReadonlyMap<string, Node>;
}

/** Reads the contract of a base class from its source; `undefined` when its module holds no such class. */
export function inferContract({ module, class: name, sources }: InferenceInput): InferredContract | undefined {
  const chain = classChain(module, name, sources);
  if (chain === undefined) return undefined;
  const constants = new Map([...sources.values()].flatMap((root) => [...moduleConstants(root)]));
  const model = new BaseModel(chain.classes, constants);
  const roles = methodRoles(model);
  const { sources: keywordSources, ...taken } = constructorKeywords(model);
  const leaves = new ValueLeaves(model, keywordSources, isPortSearch);
  const bare = { language: 'python' as const, module, class: name, ...taken, ...membersOf(model, roles, leaves) };
  const logger = readNamedLogger({ model, leaves, keywords: bare.keywords, attributes: bare.attributes });
  const contract = { ...bare, ...(logger.effects.length === 0 ? {} : { namedLogger: logger.effects }) };
  const notes = [...contractNotes(contract, model, chain), ...loggerNotes(logger)];
  return { contract, notes, missing: unique(chain) };
}

function membersOf(
  model: BaseModel,
  roles: MethodRoles,
  leaves: ValueLeaves,
): Omit<Contract, 'language' | 'module' | 'class' | keyof ConstructorKeywords> {
  const methods = otherMethods(model, roles);
  const loop = requestLoop(model, roles);
  const joins = joinedThreads(model, roles.cleanup);
  return {
    ...stateOf(model, roles, leaves),
    constructorHooks: constructorHooks(model, roles).map((method) => method.name),
    methods: methods.map((method) => describe(model, method)),
    abstractMethods: model.methods.filter(isAbstract).map((method) => method.name),
    ...rolesOf(model, roles),
    ...(loop === undefined ? {} : { requestLoop: loop }),
    ...(joins.length === 0 ? {} : { joinsThreads: joins }),
    doesNot: gapsOf(model, roles.cleanup),
  };
}

/** Attributes, sockets and ports. */
function stateOf(
  model: BaseModel,
  roles: MethodRoles,
  leaves: ValueLeaves,
): Pick<Contract, 'attributes' | 'mainSocket' | 'health' | 'ports'> {
  const attributes = ownedAttributes(model, leaves, roles.cleanup);
  const inConstructor = model.closure(model.constructorMethod, { threads: true });
  const inRun = new Set([...servingMethods(model, roles.run)].filter((method) => !inConstructor.has(method)));
  const question = { model, leaves, attributes };
  const atOnce = boundPorts(bindSites(model, inConstructor), question);
  const later = boundPorts(bindSites(model, inRun), question).map((port): BoundPort => ({ ...port, boundIn: 'run' }));
  const making = new Set([...inConstructor, ...inRun]);
  const sockets = { model, roles, sites: bindSites(model, making), making };
  const main = mainSocket(sockets);
  const health = healthService(sockets);
  const known = new Set(atOnce.map((port) => port.attribute));
  return {
    attributes,
    ...(main === undefined ? {} : { mainSocket: main }),
    ...(health === undefined ? {} : { health }),
    ports: [...atOnce, ...later.filter((port) => !known.has(port.attribute))],
  };
}

function rolesOf(model: BaseModel, roles: MethodRoles): Partial<Contract> {
  const described = Object.entries(roles).map(([role, method]): readonly [string, ContractMethod] => [
    role,
    { ...describe(model, method), ...synonyms(model, role, method), ...extras(model, role, method) },
  ]);
  return Object.fromEntries(described);
}

function synonyms(model: BaseModel, role: string, method: MethodModel): Pick<ContractMethod, 'synonyms'> {
  const names = isRole(role) ? roleNames[role] : [];
  const others = names.filter((name) => name !== method.name && model.find(name) === undefined);
  return others.length === 0 ? {} : { synonyms: others };
}

function extras(
  model: BaseModel,
  role: string,
  method: MethodModel,
): Pick<DiscoverMethod, 'mustCallSuper' | 'answers'> & Pick<HealthHook, 'keys' | 'sometimes'> {
  if (role === 'healthHook') {
    const sometimes = keysReturnedSometimes(method);
    return { keys: returnedKeys(method), ...(sometimes.length === 0 ? {} : { sometimes }) };
  }
  if (role === 'discover') return discoverAnswer(model, method);
  return role === 'cleanup' && !isTrivial(method) && !isAbstract(method) ? { mustCallSuper: true } : {};
}

function isRole(name: string): name is Role {
  return Object.hasOwn(roleNames, name);
}

/** Methods that are no role of their own; helpers for requests, discovery and errors have a role and are listed all the same. */
function otherMethods(model: BaseModel, roles: MethodRoles): readonly MethodModel[] {
  const { run, requestHandler, healthHook, cleanup } = roles;
  const apart = new Set([run, requestHandler, healthHook, cleanup]);
  return model.methods.filter((method) => !apart.has(method) && !isDunder(method.name) && !isProperty(method));
}

function constructorHooks(model: BaseModel, roles: MethodRoles): readonly MethodModel[] {
  const reached = model.closure(model.constructorMethod, { threads: true, without: roles.cleanup });
  return otherMethods(model, roles).filter((method) => reached.has(method));
}

function isDunder(name: string): boolean {
  return /^__\w+__$/.test(name);
}

function describe(model: BaseModel, method: MethodModel): ContractMethod {
  const callers = model.callersOf(method.name);
  return {
    name: method.name,
    parameters: method.parameters.map((parameter) => parameter.text),
    ...(method.isAsync ? { isAsync: true } : {}),
    ...(changesState(model, method) && callers.length > 0 ? { mustCallSuper: true } : {}),
    ...(callers.length === 0 ? {} : { calledBy: callers }),
  };
}

/** The base sets attributes there, or tells one of its objects something: an override that does not call it leaves that undone. */
function changesState(model: BaseModel, method: MethodModel): boolean {
  const isHook = model.closure(model.constructorMethod, { threads: true }).has(method);
  const tells = method.body
    .descendantsOfType('call')
    .some((call) => calledName(call) === 'set' && receiver(call)?.type === 'attribute');
  return isHook && (model.uses(method).assignments.length > 0 || tells);
}

function unique({ missing }: ClassChain): readonly ImportedClass[] {
  return [...new Map(missing.map((one) => [`${one.module}:${one.name}`, one])).values()];
}
