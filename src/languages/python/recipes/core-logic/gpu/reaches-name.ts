import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callsIn } from '../../reading/origins.js';

/** A name that fits stands in the code, or in a function of the file that it calls, by whatever object. */
export function reachesName(module: PythonModule, code: SyntaxNode, wanted: RegExp): boolean {
  const seen = new Set<SyntaxNode>();
  const open = [code];
  for (let at = open.pop(); at; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (module.nodesIn(at, 'identifier').some((node) => wanted.test(module.textOf(node)))) return true;
    const called = new Set(callsIn(module, at).map(({ name }) => name));
    open.push(...functionsNamed(module, called));
  }
  return false;
}

/** Functions and methods that call one of this name also reach it, or call it and do the rest themselves. */
export function callersOf(module: PythonModule, name: string): readonly SyntaxNode[] {
  return module
    .nodesOf('function_definition')
    .filter((definition) => callsIn(module, definition).some((call) => call.name === name));
}

function functionsNamed(module: PythonModule, names: ReadonlySet<string>): readonly SyntaxNode[] {
  return module.nodesOf('function_definition').filter((definition) => {
    const nameNode = definition.child('identifier');
    return nameNode !== undefined && names.has(module.textOf(nameNode));
  });
}
