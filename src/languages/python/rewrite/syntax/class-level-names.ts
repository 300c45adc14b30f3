import type { ClassSyntax } from './class-syntax.js';
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
export function classLevelNames(module: PythonModule, agent: ClassSyntax): readonly ClassLevelName[] {
  const methods = agent.methods.map(({ name, nameNode, kind }): ClassLevelName => {
    return { name, node: nameNode, what: kind === 'property' ? 'a property' : 'a method' };
  });
  const methodNodes = new Set(methods.map(({ node }) => node));
  const bound = [...(module.scopeOf(agent.node)?.bindings ?? [])].flatMap(([name, places]) =>
    places.flatMap((node): readonly ClassLevelName[] => {
      if (methodNodes.has(node) || isBareAnnotation(node)) return [];
      if (name === '__slots__') return slots(module, node);
      const isClass = node.parent?.type === 'class_definition';
      return [{ name, node, what: isClass ? 'a nested class' : 'a class attribute' }];
    }),
  );
  return [...methods, ...bound];
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
