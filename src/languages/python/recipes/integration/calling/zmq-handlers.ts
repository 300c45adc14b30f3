import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { originOf } from '../../reading/origins.js';

/** An exception handler around the code that names errors of ZeroMQ: it would miss the base's exceptions. */
export function zmqHandlerAround(module: PythonModule, node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.ancestor('try_statement'); at; at = at.ancestor('try_statement')) {
    const body = at.child('block');
    if (body === undefined || !node.isWithin(body)) continue;
    const clause = at.childrenOf('except_clause').find((one) => {
      const caught = one.parts.filter(({ type }) => type !== 'block');
      return caught.some((part) => part.walk().some((name) => /^zmq\./.test(originOf(module, name) ?? '')));
    });
    if (clause) return clause;
  }
  return undefined;
}
