import { ts } from 'ts-morph';
import { hasModifier } from './erase-signature.js';
import type { Erasing } from './erasing.js';

/**
 * Decorators in the form that compilers have written for a decade: called behind the class, with the prototype and the name of the member.
 * Those of parameters only tell frameworks what to hand in, and go.
 */
export function writeDecorators(node: ts.ClassLikeDeclaration, { out }: Erasing): void {
  const calls: string[] = [];
  for (const member of node.members) {
    const written = taken(member, out);
    if (ts.isFunctionLike(member)) for (const parameter of member.parameters) taken(parameter, out);
    if (written.length === 0) continue;
    const name =
      member.name && (ts.isIdentifier(member.name) || ts.isStringLiteralLike(member.name)) && member.name.text;
    if (name === undefined || name === false) out.refuse('decorates a member without a plain name', member.getStart());
    const target = hasModifier(member, ts.SyntaxKind.StaticKeyword) ? '' : '.prototype';
    calls.push(`member([${written.join(', ')}], ${node.name?.text ?? ''}${target}, ${JSON.stringify(name)});`);
  }
  const ofClass = taken(node, out);
  if (calls.length + ofClass.length === 0) return;
  const name = node.name?.text;
  if (name === undefined || !ts.isClassDeclaration(node))
    return out.refuse('decorates a class without a name', node.getStart());
  const whole =
    ofClass.length === 0
      ? ''
      : ` ${name} = globalThis.__agentMigrator.decorate.class([${ofClass.join(', ')}], ${name});`;
  out.insert(node.end, `;${calls.map((one) => ` globalThis.__agentMigrator.decorate.${one}`).join('')}${whole}`);
}

/** The expressions, which no longer stand where they were. */
function taken(node: ts.Node, out: Erasing['out']): readonly string[] {
  const found = (ts.canHaveDecorators(node) && ts.getDecorators(node)) || [];
  return found.map((decorator) => {
    out.blank(decorator.getStart(), decorator.end);
    return decorator.expression.getText();
  });
}
