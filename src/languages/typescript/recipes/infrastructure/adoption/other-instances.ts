import { Node, Project, ts, type PropertyAccessExpression, type Type } from 'ts-morph';
import { importsOf } from '../../../rewrite/syntax/imports.js';
import type { TypeScriptModule } from '../../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';

/** `other.name`, which a renaming that follows `this` alone would miss if the other is an instance of the class. */
export interface OtherUse {
  /** 1-based. */
  readonly line: number;
  /** Whether the types of the file say that it is one, or leave it open. */
  readonly certainty: 'instance' | 'open';
}

/** The uses of a member that may be on another instance, the certain ones first. */
export function usesOnOthers(context: TypeScriptContext, name: string): readonly OtherUse[] {
  const { module, agent } = context;
  const file = readAlone(module);
  const accesses = file.getDescendants().filter(Node.isPropertyAccessExpression);
  const uses = accesses.flatMap((access): readonly OtherUse[] => {
    if (access.getName() !== name || isOwn(context, access)) return [];
    const line = module.lines.lineAt(access.getStart());
    if (isInstance(context, access)) return [{ line, certainty: 'instance' }];
    return isInside(access, agent.node) && isOpen(module, access) ? [{ line, certainty: 'open' }] : [];
  });
  return [...uses.filter(isCertain), ...uses.filter((use) => !isCertain(use))];
}

const isCertain = ({ certainty }: OtherUse): boolean => certainty === 'instance';

type Range = Pick<Node, 'getPos' | 'getEnd'>;

const isAt = (node: Range, { pos, end }: ts.Node): boolean => node.getPos() === pos && node.getEnd() === end;

const isInside = (node: Range, { pos, end }: ts.Node): boolean => node.getPos() >= pos && node.getEnd() <= end;

/** The file as a project of its own: what it imports stays unknown, and nothing else of the workspace is read. */
function readAlone({ text, path }: TypeScriptModule) {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true, checkJs: true, noLib: true, target: ts.ScriptTarget.ESNext },
  });
  return project.createSourceFile(`/${path}`, text);
}

/** `this.name` of the class itself, which the renaming follows. */
function isOwn({ agent }: TypeScriptContext, access: PropertyAccessExpression): boolean {
  const object = access.getExpression();
  if (!Node.isThisExpression(object) && !Node.isSuperExpression(object)) return false;
  return !isInside(access, agent.node) || agent.uses.all.some(({ node }) => isAt(access, node));
}

function isInstance({ agent }: TypeScriptContext, access: PropertyAccessExpression): boolean {
  const object = access.getExpression();
  // A `this` that the renaming does not follow stands in a function, where it may be the agent.
  if (Node.isThisExpression(object)) return true;
  const written = object.getText();
  if (/\bas\s+any\b/.test(written) || isDeclaredAs(object, (type) => type === 'any')) return true;
  const type = object.getType().getNonNullableType();
  const parts = type.isUnion() ? type.getUnionTypes() : [type];
  const isNamed = (text: string): boolean => new RegExp(`\\b${agent.name}\\b`).test(text);
  if (parts.some((part) => isOfClass(part, agent.node)) || isDeclaredAs(object, isNamed)) return true;
  return new RegExp(`\\bnew ${agent.name}\\b`).test(written);
}

function isOfClass(type: Type, wanted: ts.Node): boolean {
  const declarations = type.getSymbol()?.getDeclarations() ?? [];
  return declarations.some((node) => isAt(node, wanted)) || type.getBaseTypes().some((base) => isOfClass(base, wanted));
}

/** `console.log` is no use of an agent's `log`. */
const ofPlatform = new Set([
  'console',
  'process',
  'Math',
  'JSON',
  'Object',
  'Date',
  'performance',
  'Promise',
  'Buffer',
]);

/** Nothing in the file says what the object is: neither its type, nor how it is declared, nor that it is an import. */
function isOpen(module: TypeScriptModule, access: PropertyAccessExpression): boolean {
  const object = access.getExpression();
  const type = object.getType();
  if (!type.isAny() && !type.isUnknown() && type.getSymbol() !== undefined) return false;
  const root = /^\w+/.exec(object.getText())?.[0] ?? '';
  if (ofPlatform.has(root) || importsOf(module).some(({ local }) => local === root)) return false;
  return !isDeclaredAs(object, (written) => !['any', 'unknown'].includes(written));
}

/** The declaration of what is accessed carries a type that `isWanted` accepts. */
function isDeclaredAs(object: Node, isWanted: (written: string) => boolean): boolean {
  const declarations = object.getSymbol()?.getDeclarations() ?? [];
  return declarations.some((node) => {
    const isTyped =
      Node.isVariableDeclaration(node) || Node.isParameterDeclaration(node) || Node.isPropertyDeclaration(node);
    const written = isTyped ? node.getTypeNode()?.getText() : undefined;
    return written !== undefined && isWanted(written);
  });
}
