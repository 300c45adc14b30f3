import { ts } from 'ts-morph';
import { hasModifier } from './erase-signature.js';
import type { JavaScriptText } from './javascript-text.js';

/** An enum as the object that the compiler makes of it; a constant one too, which is then read like any other. */
export function writeEnum(node: ts.EnumDeclaration, out: JavaScriptText): void {
  const name = node.name.text;
  const known: string[] = [];
  let before: string | undefined;
  const members = node.members.map((member) => {
    const key = JSON.stringify(memberName(member.name, out));
    const written = member.initializer && withOwnMembers(member.initializer, known, name);
    const value = written ?? (before === undefined ? '0' : `${name}[${before}] + 1`);
    before = key;
    known.push(JSON.parse(key) as string);
    const isText = member.initializer !== undefined && ts.isStringLiteralLike(member.initializer);
    return isText ? `${name}[${key}] = ${value};` : `${name}[${name}[${key}] = ${value}] = ${key};`;
  });
  const isExported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
  const head = `${isExported ? 'export ' : ''}var ${name};`;
  const lines = out.module.text.slice(node.getStart(), node.end).replace(/[^\r\n]+/g, '');
  out.replace(
    node.getStart(),
    node.end,
    `${head} (function (${name}) { ${members.join(' ')} })(${name} || (${name} = {}));${lines}`,
  );
}

function memberName(name: ts.PropertyName, out: JavaScriptText): string {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  return out.refuse('computes the name of a member of an enum', name.getStart());
}

/** Members of the same enum are named without it. */
function withOwnMembers(initializer: ts.Expression, known: readonly string[], name: string): string {
  const text = initializer.getText();
  if (ts.isStringLiteralLike(initializer)) return text;
  return text.replace(/(?<![\w$."'])[A-Za-z_$][\w$]*/g, (word) =>
    known.includes(word) ? `${name}[${JSON.stringify(word)}]` : word,
  );
}
