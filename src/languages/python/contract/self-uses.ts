import type { Node } from 'web-tree-sitter';
import type { MethodModel } from './class-model.js';
import { callArguments, calledName, field, receiver, stringValue } from './syntax.js';

export interface MethodCall {
  readonly method: string;
  readonly node: Node;
  /** Called as `super().method(…)`. */
  readonly onSuper: boolean;
  /** Called as `Class.method(self, …)`: the last part of the class's name. */
  readonly ofClass?: string;
}

export interface AttributeAssignment {
  readonly attribute: string;
  /** Absent where the value is not an expression of its own: loops, `with … as`, unpacking. */
  readonly value?: Node;
  readonly node: Node;
}

/** What a method does with its own object, closures inside it included. */
export interface SelfUses {
  readonly calls: readonly MethodCall[];
  /** Methods handed to a thread, a timer, an executor or an event loop. */
  readonly handedOver: readonly MethodCall[];
  readonly assignments: readonly AttributeAssignment[];
  /** Attributes that are read, directly or with `getattr`, in source order. */
  readonly reads: readonly { readonly attribute: string; readonly node: Node; readonly guarded: boolean }[];
}

const starters = new Set([
  'Thread',
  'Timer',
  'Process',
  'submit',
  'run_in_executor',
  'to_thread',
  'create_task',
  'ensure_future',
  'run_coroutine_threadsafe',
  'call_soon',
  'call_soon_threadsafe',
  'call_later',
  'start_new_thread',
]);

interface Collected {
  readonly calls: MethodCall[];
  readonly handedOver: MethodCall[];
  readonly assignments: AttributeAssignment[];
  readonly reads: { attribute: string; node: Node; guarded: boolean }[];
}

interface Place {
  /** Names that mean the object here. */
  readonly selves: ReadonlySet<string>;
  /** Inside the arguments of a call that starts something. */
  readonly isHandedOver: boolean;
}

/** Gathers what `method` does with its own object; a nested function that takes a parameter of that name means another object. */
export function selfUsesOf(method: MethodModel): SelfUses {
  const into: Collected = { calls: [], handedOver: [], assignments: [], reads: [] };
  if (method.self !== '') visit(method.body, { selves: selfNames(method), isHandedOver: false }, into);
  return into;
}

/** `self` and every local name that the method sets to it (`agent = self`). */
function selfNames(method: MethodModel): ReadonlySet<string> {
  const aliases = method.body.descendantsOfType('assignment').flatMap((node) => {
    const left = field(node, 'left');
    return left?.type === 'identifier' && field(node, 'right')?.text === method.self ? [left.text] : [];
  });
  return new Set([method.self, ...aliases]);
}

function visit(node: Node, place: Place, into: Collected): void {
  if (node.type === 'call') {
    visitCall(node, place, into);
    return;
  }
  if (node.type === 'attribute') noteRead(node, place, into);
  if (node.type === 'assignment' || node.type === 'augmented_assignment') noteAssignment(node, place, into);
  if (node.type === 'as_pattern_target' || node.type === 'for_statement') noteTarget(node, place, into);
  const inside = node.type === 'function_definition' || node.type === 'lambda' ? withoutParameters(node, place) : place;
  for (const child of node.namedChildren) visit(child, inside, into);
}

function visitCall(call: Node, place: Place, into: Collected): void {
  const callee = field(call, 'function');
  const target = receiver(call);
  const name = calledName(call);
  const onSuper = target?.type === 'call' && calledName(target) === 'super';
  const ofClass = classCalledWithSelf(call, target, place);
  if (onSuper || ofClass !== undefined || isSelf(target, place)) {
    const made = { method: name, node: call, onSuper, ...(ofClass === undefined ? {} : { ofClass }) };
    (place.isHandedOver ? into.handedOver : into.calls).push(made);
  } else if (callee !== undefined) visit(callee, place, into);
  noteDynamicRead(call, place, into);
  const isHandedOver = place.isHandedOver || starters.has(name);
  for (const argument of field(call, 'arguments')?.namedChildren ?? [])
    visit(argument, { ...place, isHandedOver }, into);
}

function classCalledWithSelf(call: Node, target: Node | undefined, place: Place): string | undefined {
  const [first] = callArguments(call).positional;
  const isNamed = target?.type === 'identifier' || target?.type === 'attribute';
  return isNamed && isSelf(first, place) ? /\w+$/.exec(target.text)?.[0] : undefined;
}

function noteRead(node: Node, place: Place, into: Collected): void {
  const attribute = selfAttribute(node, place);
  if (attribute === undefined || isTarget(node)) return;
  into.reads.push({ attribute, node, guarded: false });
  if (place.isHandedOver) into.handedOver.push({ method: attribute, node, onSuper: false });
}

function noteDynamicRead(call: Node, place: Place, into: Collected): void {
  if (!['getattr', 'hasattr'].includes(calledName(call))) return;
  const [object, name] = callArguments(call).positional;
  const attribute = stringValue(name);
  if (attribute !== undefined && isSelf(object, place)) into.reads.push({ attribute, node: call, guarded: true });
}

function noteAssignment(node: Node, place: Place, into: Collected): void {
  const left = field(node, 'left');
  const value = field(node, 'right');
  const isPlain = node.type === 'assignment' && value !== undefined;
  const attribute = left === undefined ? undefined : selfAttribute(left, place);
  // A chained assignment gives every target the last value.
  const last = isPlain ? lastValue(value) : undefined;
  if (attribute !== undefined)
    into.assignments.push({ attribute, node, ...(last === undefined ? {} : { value: last }) });
  else if (left !== undefined && left.type !== 'attribute') noteTargets(left, node, place, into);
}

function noteTarget(node: Node, place: Place, into: Collected): void {
  const target = node.type === 'for_statement' ? field(node, 'left') : node;
  if (target !== undefined) noteTargets(target, node, place, into);
}

function noteTargets(target: Node, node: Node, place: Place, into: Collected): void {
  for (const one of [target, ...target.namedChildren]) {
    const attribute = selfAttribute(one, place);
    if (attribute !== undefined) into.assignments.push({ attribute, node });
  }
}

function lastValue(value: Node): Node {
  const next = value.type === 'assignment' ? field(value, 'right') : undefined;
  return next === undefined ? value : lastValue(next);
}

function selfAttribute(node: Node, place: Place): string | undefined {
  return node.type === 'attribute' && isSelf(field(node, 'object'), place) ? field(node, 'attribute')?.text : undefined;
}

function isSelf(node: Node | undefined, place: Place): boolean {
  return node?.type === 'identifier' && place.selves.has(node.text);
}

function isTarget(node: Node): boolean {
  const parent = node.parent;
  return parent?.type === 'assignment' && field(parent, 'left')?.id === node.id;
}

function withoutParameters(node: Node, place: Place): Place {
  const parameters = field(node, 'parameters')?.descendantsOfType('identifier') ?? [];
  const shadowed = new Set(parameters.map((one) => one.text));
  return { ...place, isHandedOver: false, selves: new Set([...place.selves].filter((name) => !shadowed.has(name))) };
}
