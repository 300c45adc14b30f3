import type { Node } from 'web-tree-sitter';
import type { AttributeMoment, OwnedAttribute } from '../../../core/contract/contract.js';
import type { BaseModel } from './base-model.js';
import type { MethodModel } from './class-model.js';
import { definitelyAssigned } from './definite-assignment.js';
import type { AttributeAssignment } from './self-uses.js';
import { callArguments, field } from './syntax.js';
import type { ValueLeaves } from './value-leaves.js';

interface AssignedIn extends AttributeAssignment {
  readonly method: MethodModel;
}

/** Calls without arguments whose result is as good as any other of the same call. */
const freshValues =
  /^((time\.)?(time|monotonic|perf_counter)|(datetime\.)*(now|utcnow)|(threading|asyncio)\.(Event|Lock|RLock|Condition)|Event|Lock|RLock|set|dict|list|deque|collections\.deque)\(\)$/;
const constants = ['true', 'false', 'none', 'integer', 'float', 'string'];
const loggerName = /^_?log(ger)?$/;

/** Every attribute that the base sets, or reads without setting it, in the order in which its source names them. */
export function ownedAttributes(
  model: BaseModel,
  leaves: ValueLeaves,
  cleanup: MethodModel | undefined,
): readonly OwnedAttribute[] {
  const constructor = model.constructorMethod;
  // A constructor that fails may clean up after itself; what is set then says nothing of an agent that lives.
  const atOnce = model.closure(constructor, { threads: false, without: cleanup });
  const withThreads = model.closure(constructor, { threads: true, without: cleanup });
  const certain = definitelyAssigned(model, constructor);
  const assigned = byAttribute(assignmentsOf(model));

  const moment = (name: string, assignments: readonly AssignedIn[]): AttributeMoment => {
    if (certain.has(name)) return 'constructor';
    const inThreads = assignments.some((one) => withThreads.has(one.method));
    return inThreads && !assignments.some((one) => atOnce.has(one.method)) ? 'thread' : 'sometimes';
  };
  const isRead = readsOf(model);
  const set = [...assigned].map(([name, assignments]): OwnedAttribute => {
    const during = assignments.filter((one) => atOnce.has(one.method));
    const isFree = !isRead(name) && assignments.every((one) => one.method === constructor && isPlaceholder(one.value));
    const replaceable = isFree ? { replaceable: true } : {};
    return { name, set: moment(name, assignments), ...valueOf(name, during, leaves), ...replaceable };
  });
  const inClass = classAttributes(model).filter((name) => !assigned.has(name));
  return [
    ...set.filter((one) => model.find(one.name) === undefined),
    ...inClass.map((name): OwnedAttribute => ({ name, set: 'constructor' })),
    ...properties(model),
    ...onlyRead(model, new Set([...assigned.keys(), ...inClass]), withThreads),
  ];
}

function byAttribute(assignments: readonly AssignedIn[]): ReadonlyMap<string, readonly AssignedIn[]> {
  const groups = new Map<string, AssignedIn[]>();
  for (const one of assignments) groups.set(one.attribute, [...(groups.get(one.attribute) ?? []), one]);
  return groups;
}

function assignmentsOf(model: BaseModel): readonly AssignedIn[] {
  return [...model.everyMethod].flatMap((method) =>
    model.uses(method).assignments.map((assignment) => ({ ...assignment, method })),
  );
}

function classAttributes(model: BaseModel): readonly string[] {
  const names = model.chain.flatMap((one) => [...one.classAttributes.keys()]);
  return [...new Set(names)].filter((name) => !/^__\w+__$/.test(name));
}

function valueOf(
  name: string,
  assignments: readonly AssignedIn[],
  leaves: ValueLeaves,
): Pick<OwnedAttribute, 'equivalent' | 'keyword' | 'replaceable'> {
  const keyword = keywordHeld(name, assignments, leaves);
  const equivalent = onlyEquivalent(
    keyword === undefined ? plainValues(assignments) : withoutKeyword(assignments, leaves),
  );
  return {
    ...(equivalent === undefined ? {} : { equivalent }),
    ...(keyword === undefined ? {} : { keyword }),
    ...(isOrdinaryLogger(name, assignments, leaves) ? { replaceable: true } : {}),
  };
}

/** Whether the base reads an attribute of its own; all of them, when it reaches them by names that only running it would tell. */
function readsOf(model: BaseModel): (name: string) => boolean {
  const methods = [...model.everyMethod];
  const read = new Set(methods.flatMap((method) => model.uses(method).reads.map(({ attribute }) => attribute)));
  const isDynamic = methods.some(({ body }) => /\b__dict__\b|\b(?:vars|[gs]etattr)\(/.test(body.text));
  return (name) => isDynamic || read.has(name);
}

/** Nothing yet: left by the base for its subclasses to fill. */
const isPlaceholder = (value: Node | undefined): boolean =>
  value?.type === 'none' || (value?.type === 'string' && /^(?:""|\'\')$/.test(value.text));

function plainValues(assignments: readonly AssignedIn[]): readonly (Node | undefined)[] {
  return assignments.map((one) => one.value);
}

/** What the attribute may hold while its keyword is withheld. */
function withoutKeyword(assignments: readonly AssignedIn[], leaves: ValueLeaves): readonly Node[] {
  const all = assignments.flatMap(({ value, method }) => (value === undefined ? [] : leaves.of(value, method)));
  return all.filter((leaf) => leaf.keyword === undefined).map((leaf) => leaf.node);
}

function onlyEquivalent(values: readonly (Node | undefined)[]): readonly string[] | undefined {
  const [first] = values;
  const isOne = first !== undefined && values.every((value) => value?.text === first.text);
  return isOne && isEquivalent(first) ? [first.text] : undefined;
}

/** A logger of the standard library can be any other one; a logger with an interface of its own cannot. */
function isOrdinaryLogger(name: string, assignments: readonly AssignedIn[], leaves: ValueLeaves): boolean {
  const values = assignments.flatMap(({ value, method }) => (value === undefined ? [] : leaves.of(value, method)));
  return loggerName.test(name) && values.some(({ node }) => /^(logging\.)?(getLogger|LoggerAdapter)\b/.test(node.text));
}

/** The keyword whose value ends up in the attribute; through a helper only when both carry the same name. */
function keywordHeld(name: string, assignments: readonly AssignedIn[], leaves: ValueLeaves): string | undefined {
  const direct = assignments.flatMap(({ value, method }) => (value === undefined ? [] : leaves.of(value, method)));
  const keywords = direct.flatMap((leaf) => leaf.keyword ?? []);
  if (keywords.length > 0) return keywords.includes(name) ? name : keywords[0];
  const handedOn = assignments
    .flatMap(({ value, method }) =>
      value?.type === 'call' ? callArguments(value).positional.flatMap((one) => leaves.of(one, method)) : [],
    )
    .flatMap((leaf) => leaf.keyword ?? []);
  return handedOn.includes(name) ? name : undefined;
}

function isEquivalent(value: Node): boolean {
  if (constants.includes(value.type)) return !value.namedChildren.some((part) => part.type === 'interpolation');
  if (['list', 'dictionary', 'tuple'].includes(value.type)) return value.namedChildCount === 0;
  if (value.type === 'binary_operator') {
    const sides = [field(value, 'left'), field(value, 'right')];
    return sides.every((side) => side?.type === 'integer' || /^self\.\w+$/.test(side?.text ?? ''));
  }
  return freshValues.test(value.text) || ['self.__class__.__name__', 'type(self).__name__'].includes(value.text);
}

function properties(model: BaseModel): readonly OwnedAttribute[] {
  const settable = new Set(
    model.chain.flatMap((one) =>
      one.methods.flatMap((method) => method.decorators.filter((name) => name.endsWith('.setter'))),
    ),
  );
  return model.methods.filter(isProperty).map((method): OwnedAttribute => ({
    name: method.name,
    set: 'constructor',
    property: settable.has(`${method.name}.setter`) ? 'settable' : 'read-only',
  }));
}

/** Whether the method is read like an attribute. */
export function isProperty(method: MethodModel): boolean {
  return method.decorators.some((name) => /(^|\.)(cached_|abstract)?property$/.test(name));
}

/** Attributes that the base reads but leaves setting to its subclasses. */
function onlyRead(
  model: BaseModel,
  known: ReadonlySet<string>,
  duringConstruction: ReadonlySet<MethodModel>,
): readonly OwnedAttribute[] {
  const found = new Map<string, OwnedAttribute>();
  for (const method of model.everyMethod) {
    for (const { attribute } of model.uses(method).reads) {
      if (known.has(attribute) || attribute.startsWith('__') || model.find(attribute) !== undefined) continue;
      const readInConstructor = duringConstruction.has(method) || found.get(attribute)?.readInConstructor === true;
      found.set(attribute, { name: attribute, set: 'never', ...(readInConstructor ? { readInConstructor } : {}) });
    }
  }
  return [...found.values()];
}
