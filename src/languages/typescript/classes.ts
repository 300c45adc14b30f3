import type { BaseFact, ClassFact, MethodFact } from '../../core/facts/source-facts.js';
import { openingBehind } from './chains.js';
import type { ClassMember, ClassOutline, Outline } from './outline/outline.js';
import { LOCAL, MODULE_SCOPE } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';

const SUPER = idOf('super');

/** The facts of the classes of a text; `fileName` names a class that is its file's only export and has no name. */
export function classFacts(source: TypeScriptSource, outline: Outline, fileName: string): readonly ClassFact[] {
  return outline.classes.map((one): ClassFact => {
    const members = one.members.filter(({ isStatic, kind }) => !isStatic && kind === 'method');
    return {
      name: one.name ?? fileName,
      nameRange: source.rangeOf(one.nameToken, one.nameToken),
      range: source.rangeOf(one.first, one.last),
      topLevel: one.isTopLevel,
      bases: one.base.end > one.base.first ? [baseFact(source, outline, one)] : [],
      keywords: one.modifiers.filter((word) => word === 'abstract' || word === 'declare'),
      decorators: one.decorators,
      methods: withoutOverloads(members).map((member) => methodFact(source, member)),
      superInitCalls: superCalls(source, one),
    };
  });
}

function baseFact(source: TypeScriptSource, outline: Outline, { base }: ClassOutline): BaseFact {
  const text = source.excerpt(base.first, base.end - 1).replace(/\s+/g, '');
  const meaning = outline.scopes.meaningOf(MODULE_SCOPE, source.idOf(base.first));
  const binding = meaning === undefined || meaning === LOCAL ? undefined : outline.bindings[meaning];
  const range = source.rangeOf(base.first, base.end - 1);
  if (!binding || !/^[\w$.]+$/.test(text)) return { text, resolved: text, range };
  const members = text.split('.').slice(1);
  const imported = binding.path[0] === 'default' ? [text.split('.')[0] ?? text] : binding.path;
  return { text, resolved: [binding.module, ...imported, ...members].join('.'), range };
}

/** A signature without a body says nothing that the implementation does not say. */
function withoutOverloads(members: readonly ClassMember[]): readonly ClassMember[] {
  return members.filter(
    (member, index) => members.findLastIndex((other) => other.name === member.name) === index || member.isAbstract,
  );
}

function methodFact(source: TypeScriptSource, member: ClassMember): MethodFact {
  const { name, nameToken, isAsync, decorators, isAbstract } = member;
  return {
    name,
    nameRange: source.rangeOf(nameToken, nameToken),
    isAsync,
    decorators,
    callsSuper: callsSuper(source, member),
    isAbstract,
  };
}

function callsSuper(source: TypeScriptSource, { first, last, name }: ClassMember): boolean {
  for (let at = first; at < last; at++) {
    if (source.idOf(at) !== SUPER || source.kindOf(at + 1) !== Kind.DOT) continue;
    if (source.textOf(at + 2) === name && openingBehind(source, at + 2) > 0) return true;
  }
  return false;
}

function superCalls(source: TypeScriptSource, { members }: ClassOutline): number {
  const constructor = members.findLast(({ name, kind }) => name === 'constructor' && kind === 'method');
  let calls = 0;
  if (!constructor) return calls;
  for (let at = constructor.first; at < constructor.last; at++)
    if (source.idOf(at) === SUPER && source.kindOf(at + 1) === Kind.LEFT_PARENTHESIS) calls++;
  return calls;
}
