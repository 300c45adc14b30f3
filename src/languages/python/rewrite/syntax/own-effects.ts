import type { SyntaxText } from './syntax-text.js';
import type { SyntaxNode } from './syntax-node.js';

/** Calls that take something away from where it is, whatever they are called on. */
const taking = /^(?:next|pop|popleft|popitem|get_nowait|read\w*|recv\w*|send\w*)$/;

/** Working out a text does something besides: it calls a method of the agent, which may count or change something, or takes a value away. */
export function hasOwnEffects(source: SyntaxText, told: SyntaxNode | undefined): boolean {
  for (const node of told?.walk() ?? []) if (hasEffect(source, node)) return true;
  return false;
}

function hasEffect(source: SyntaxText, node: SyntaxNode): boolean {
  if (node.type === 'named_expression' || node.type === 'await' || node.type === 'yield') return true;
  const callee = node.type === 'call' ? node.parts[0] : undefined;
  const [object, name] = callee?.type === 'attribute' ? callee.parts : [undefined, callee];
  if (name === undefined) return false;
  return taking.test(source.textOf(name)) || (object !== undefined && /^(?:self|cls)$/.test(source.textOf(object)));
}
