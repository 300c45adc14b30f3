import type { SyntaxText } from './syntax-text.js';
import type { SyntaxNode } from './syntax-node.js';

/** Calls that take something away from where it is, whatever they are called on. */
const taking = /^(?:next|pop|popleft|popitem|get_nowait|read\w*|recv\w*|send\w*)$/;

/** What the arguments of a log call do besides being told: a method of the agent, which may count or change something, or taking a value. */
export function hasOwnEffects(source: SyntaxText, call: SyntaxNode): boolean {
  const inside = call.parts[1]?.walk() ?? [];
  return inside.some((node) => {
    if (['named_expression', 'await', 'yield'].includes(node.type)) return true;
    const callee = node.type === 'call' ? node.parts[0] : undefined;
    const [object, name] = callee?.type === 'attribute' ? callee.parts : [undefined, callee];
    if (name === undefined) return false;
    return taking.test(source.textOf(name)) || (object !== undefined && /^(?:self|cls)$/.test(source.textOf(object)));
  });
}
