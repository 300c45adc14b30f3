import type { Node } from 'web-tree-sitter';
import type { BaseModel } from './base-model.js';
import { isAbstract, isTrivial, type MethodModel } from './class-model.js';
import { isProperty } from './owned-attributes.js';
import { roleNames, type Role } from './role-names.js';
import { callArguments, calledName, clauseBlock, dictionaryKeys, field, stringValue, walk } from './syntax.js';

export type MethodRoles = { readonly [Name in Role]?: MethodModel };

/** Which methods of the base play which part. Names alone are a hint: each part also asks for what the method does. */
export function methodRoles(model: BaseModel): MethodRoles {
  const run = runMethod(model);
  const candidates: { readonly [Name in Role]: MethodModel | undefined } = {
    run,
    requestHandler: requestHandler(model, run),
    healthHook: healthHook(model),
    cleanup: cleanup(model, run),
    sendRequest: named(model, 'sendRequest', (method) => method.parameters.length >= 2),
    discover: named(model, 'discover', (method) => method.parameters.length === 1),
    reportError: named(model, 'reportError', (method) => method.parameters.length >= 1),
  };
  return Object.fromEntries(Object.entries(candidates).filter(([, method]) => method !== undefined));
}

/** The methods that run while the base serves: `run`, what it calls and what it hands to threads. */
export function servingMethods(model: BaseModel, run: MethodModel | undefined): ReadonlySet<MethodModel> {
  return model.closure(run, { threads: true });
}

function named(model: BaseModel, role: Role, fits: (method: MethodModel) => boolean): MethodModel | undefined {
  const methods = roleNames[role].flatMap((name) => model.find(name) ?? []);
  return methods.find((method) => !isProperty(method) && fits(method));
}

/** By name among the methods that a caller needs no arguments for; one that loops, or whose subclasses must say what it does, first. */
function runMethod(model: BaseModel): MethodModel | undefined {
  const inConstructor = model.closure(model.constructorMethod, { threads: true });
  const isCallable = (method: MethodModel): boolean =>
    !inConstructor.has(method) && method.parameters.every((one) => one.default !== undefined || one.kind !== 'plain');
  const loops = (method: MethodModel): boolean =>
    [...servingMethods(model, method)].some((one) => one.body.descendantsOfType('while_statement').length > 0);
  return (
    named(model, 'run', (method) => isCallable(method) && (loops(method) || isAbstract(method))) ??
    named(model, 'run', isCallable)
  );
}

/** What the serving loop gives a request to: by name, else the abstract method among those it calls, else what receives a message. */
function requestHandler(model: BaseModel, run: MethodModel | undefined): MethodModel | undefined {
  const serving = servingMethods(model, run);
  const takesOne = (method: MethodModel): boolean =>
    method.parameters.filter((one) => one.kind === 'plain' && one.default === undefined).length >= 1;
  const called = [...serving].filter((method) => method !== run && takesOne(method));
  const byName = named(
    model,
    'requestHandler',
    (method) => takesOne(method) && (called.includes(method) || isAbstract(method)),
  );
  return byName ?? called.find(isAbstract) ?? called.find((method) => receivesMessage(model, serving, method));
}

function receivesMessage(model: BaseModel, serving: ReadonlySet<MethodModel>, method: MethodModel): boolean {
  return [...serving].some((caller) => {
    const calls = model.uses(caller).calls.filter((call) => model.targets(caller, [call])[0] === method);
    const received = receivedNames(caller);
    return calls.some((call) =>
      callArguments(call.node).positional.some((one) => received.has(one.text) || isReception(one)),
    );
  });
}

/** Local names that hold a message, also after it was decoded. */
export function receivedNames(method: MethodModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of method.body.descendantsOfType('assignment')) {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    if (left === undefined || right === undefined) continue;
    const used = right.descendantsOfType('identifier').some((one) => names.has(one.text));
    if (isReception(right) || used)
      for (const one of [left, ...left.namedChildren]) if (one.type === 'identifier') names.add(one.text);
  }
  return names;
}

/** An expression in which a message is received: `recv…`, or a queue's `get`. */
function isReception(node: Node): boolean {
  return node.descendantsOfType('call').some((call) => {
    const name = calledName(call);
    return /^recv(_\w+)?$|^receive$|^readline$/.test(name) || (name === 'get' && /queue/i.test(call.text));
  });
}

/** A method without arguments that returns a dictionary with a status or a health in it. */
function healthHook(model: BaseModel): MethodModel | undefined {
  const needsNothing = (method: MethodModel): boolean =>
    method.parameters.every((one) => one.default !== undefined || one.kind !== 'plain');
  const saysHealth = (method: MethodModel): boolean =>
    returnedKeys(method).some((key) => /status|health|ready|alive/i.test(key)) || isAbstract(method);
  return named(model, 'healthHook', (method) => needsNothing(method) && saysHealth(method));
}

/** Keys of the dictionaries that a method returns: of literals, and set one by one on a name that is returned. */
export function returnedKeys(method: MethodModel): readonly string[] {
  const returned = method.body.descendantsOfType('return_statement').flatMap((one) => one.namedChildren[0] ?? []);
  const names = new Set(returned.filter((one) => one.type === 'identifier').map((one) => one.text));
  const keys = new Set(returned.flatMap(dictionaryKeys));
  for (const node of walk(method.body)) for (const key of keysSet(node, names)) keys.add(key);
  return [...keys];
}

/** Those of the keys that a method does not always return: of another dictionary than the returned one, or set where not every run comes by. */
export function keysReturnedSometimes(method: MethodModel): readonly string[] {
  const returns = method.body.descendantsOfType('return_statement').flatMap((one) => one.namedChildren[0] ?? []);
  const always = returns.map((one) => {
    if (one.type !== 'identifier') return new Set(dictionaryKeys(one));
    const name = new Set([one.text]);
    return new Set([...walk(method.body)].flatMap((node) => (isConditional(node, method) ? [] : keysSet(node, name))));
  });
  return returnedKeys(method).filter((key) => !always.every((keys) => keys.has(key)));
}

function isConditional(node: Node, method: MethodModel): boolean {
  for (let one = node.parent; one !== null && one.id !== method.body.id; one = one.parent)
    if (/^(?:if|for|while|try|match)_statement$|_clause$/u.test(one.type)) return true;
  return false;
}

function keysSet(node: Node, names: ReadonlySet<string>): readonly string[] {
  if (node.type === 'call' && calledName(node) === 'update') {
    const owner = field(node, 'function')?.namedChildren[0]?.text ?? '';
    const { positional, keywords } = callArguments(node);
    return names.has(owner) ? [...positional.flatMap(dictionaryKeys), ...keywords.keys()] : [];
  }
  if (node.type !== 'assignment') return [];
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (left?.type === 'identifier') return names.has(left.text) && right !== undefined ? dictionaryKeys(right) : [];
  if (left?.type !== 'subscript' || !names.has(field(left, 'value')?.text ?? '')) return [];
  return [stringValue(field(left, 'subscript')) ?? []].flat();
}

/** What `run` calls in a `finally` block, else by name; one that does something goes before an empty one. */
function cleanup(model: BaseModel, run: MethodModel | undefined): MethodModel | undefined {
  const needsNothing = (method: MethodModel): boolean =>
    method.parameters.every((one) => one.default !== undefined || one.kind !== 'plain');
  const inFinally = run === undefined ? [] : calledInFinally(model, run);
  return (
    inFinally.find((method) => needsNothing(method) && roleNames.cleanup.includes(method.name)) ??
    named(model, 'cleanup', (method) => needsNothing(method) && !isTrivial(method)) ??
    named(model, 'cleanup', needsNothing)
  );
}

/** Methods that are called in a `finally` block of `method`. */
export function calledInFinally(model: BaseModel, method: MethodModel): readonly MethodModel[] {
  const blocks = method.body.descendantsOfType('finally_clause').flatMap((clause) => clauseBlock(clause) ?? []);
  const calls = model
    .uses(method)
    .calls.filter(({ node }) =>
      blocks.some((block) => node.startIndex >= block.startIndex && node.endIndex <= block.endIndex),
    );
  return model.targets(method, calls);
}
