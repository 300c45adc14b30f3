import { engineOf } from './evidence/databases.js';
import { gpuModules } from './evidence/gpu.js';
import type { ClassOutline, Outline } from './outline/outline.js';
import { MODULE_SCOPE } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';
import type { Values } from './values.js';

const THIS = idOf('this');

/** Remembers what the types of fields and of constructor parameters say: a class may be handed its clients and its models. */
export function rememberTypes(source: TypeScriptSource, outline: Outline, values: Values): void {
  outline.classes.forEach((one, classIndex) => {
    for (const { type, name, isStatic } of one.members) {
      const origin = isStatic ? undefined : values.bindingOfType(type, MODULE_SCOPE);
      if (origin && gpuModules.has(origin.module)) values.setField(classIndex, name, origin);
    }
    for (const { type, name, isProperty } of one.parameters) {
      const origin = values.bindingOfType(type, MODULE_SCOPE);
      if (!origin || !(gpuModules.has(origin.module) || engineOf(origin.module) !== undefined)) continue;
      const given = { ...origin, isGiven: true };
      if (isProperty) values.setField(classIndex, name, given);
      for (const field of fieldsSetFrom(source, one, name)) values.setField(classIndex, field, given);
    }
  });
}

/** Fields to which the constructor assigns the parameter as it is: `this.db = db`. */
function fieldsSetFrom(source: TypeScriptSource, { members }: ClassOutline, parameter: string): readonly string[] {
  const constructor = members.find(({ name, kind }) => name === 'constructor' && kind === 'method');
  const id = source.tokens.names.find(parameter);
  const fields: string[] = [];
  if (!constructor) return fields;
  for (let at = constructor.first; at <= constructor.last; at++) {
    const isAssigned = source.idOf(at) === id && source.kindOf(at - 1) === Kind.ASSIGN;
    if (!isAssigned || source.kindOf(at - 3) !== Kind.DOT || source.idOf(at - 4) !== THIS) continue;
    const next = source.kindOf(at + 1);
    const isWhole = next === Kind.SEMICOLON || next === Kind.RIGHT_BRACE || source.startsLine(at + 1);
    if (isWhole) fields.push(source.textOf(at - 2));
  }
  return fields;
}
