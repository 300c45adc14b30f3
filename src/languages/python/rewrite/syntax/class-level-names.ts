import type { ClassSyntax, MethodSyntax } from './class-syntax.js';
import type { PythonModule } from './python-module.js';
import { plainStringContent } from './strings.js';
import type { SyntaxNode } from './syntax-node.js';

/** A name that the class itself, not its instances, holds. */
export interface ClassLevelName {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly what: 'a class attribute' | 'a slot' | 'a property' | 'a method' | 'a nested class';
}

/** Names that stand in the namespace of the class: what an instance attribute of the base would be shadowed by, or shadow. */
export function classLevelNames(module: PythonModule, { methods, node }: ClassSyntax): readonly ClassLevelName[] {
  const known = namesOfMethods.get(methods);
  if (known) return known;
  const names = readNames(module, methods, node);
  namesOfMethods.set(methods, names);
  return names;
}

/** Methods belong to one class of one text. */
const namesOfMethods = new WeakMap<readonly MethodSyntax[], readonly ClassLevelName[]>();

function readNames(
  module: PythonModule,
  methods: readonly MethodSyntax[],
  classNode: SyntaxNode,
): readonly ClassLevelName[] {
  const names: ClassLevelName[] = [];
  const methodNodes = new Set<SyntaxNode>();
  for (const { name, nameNode, kind } of methods) {
    names.push({ name, node: nameNode, what: kind === 'property' ? 'a property' : 'a method' });
    methodNodes.add(nameNode);
  }
  for (const [name, places] of module.scopeOf(classNode)?.bindings ?? [])
    for (const node of places) if (!methodNodes.has(node)) names.push(...boundNames(module, name, node));
  return names;
}

function boundNames(module: PythonModule, name: string, node: SyntaxNode): readonly ClassLevelName[] {
  if (isBareAnnotation(node)) return [];
  if (name === '__slots__') return slots(module, node);
  const isClass = node.parent?.type === 'class_definition';
  return [{ name, node, what: isClass ? 'a nested class' : 'a class attribute' }];
}

/** `name: type` without a value sets nothing. */
const isBareAnnotation = ({ parent }: SyntaxNode): boolean =>
  parent?.type === 'assignment' && parent.parts.at(-1)?.type === 'type';

function slots(module: PythonModule, node: SyntaxNode): readonly ClassLevelName[] {
  const value = node.parent?.parts.at(-1);
  if (!value) return [];
  return value.walk().flatMap((literal) => {
    const name = plainStringContent(module, literal);
    return name === undefined ? [] : [{ name, node: literal, what: 'a slot' as const }];
  });
}
