import type { MethodSyntax } from './class-syntax.js';
import { indentationAt } from './line-ends.js';
import type { PythonModule } from './python-module.js';

/** By how much a method's body is indented more than its `def`; four spaces for a method on one line. */
export function indentationStep({ text }: PythonModule, method: MethodSyntax): string {
  const outer = indentationAt(text, method.node.start);
  const inner = indentationAt(text, method.statements[0]?.start ?? method.body.start);
  return inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '    ';
}
