import { definitionOfAttribute, definitionOfName, selfAttribute, type Definition, type Place } from './definitions.js';
import { statementOf } from '../syntax/statements.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';

const deepest = 8;
/** Calls that do no more than tell a value, so that evaluating them twice is as good as once. */
const tellingCalls = new Set([
  'int',
  'str',
  'float',
  'bool',
  'abs',
  'min',
  'max',
  'getattr',
  'os.getenv',
  'os.environ.get',
]);

/**
 * The source of an expression that has, at the first statement of `__init__`, the value that `node` has where it stands: names and
 * attributes of `self` that are set later are replaced by what they are set to. `undefined` when there is none, or when evaluating it
 * once more could do something.
 */
export function entryExpression(node: SyntaxNode, place: Place): string | undefined {
  return write(node, place, 0);
}

function write(node: SyntaxNode, place: Place, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'none':
      return place.module.textOf(node);
    case 'string':
      return node.childrenOf('interpolation').length === 0 ? place.module.textOf(node) : writeParts(node, place, depth);
    case 'identifier':
      if (isDeclaredGlobal(node, place)) return undefined;
      return writeDefined(node, definitionOfName(node, place), place, depth);
    case 'attribute': {
      const name = selfAttribute(node, place);
      if (name === undefined) return writeParts(node, place, depth);
      return writeDefined(node, definitionOfAttribute(name, place), place, depth, true);
    }
    case 'call':
      return isTelling(node, place) ? writeParts(node, place, depth) : undefined;
    case 'parenthesized_expression':
      return writeInBrackets(node, place, depth);
    case 'binary_operator':
    case 'boolean_operator':
    case 'comparison_operator':
    case 'conditional_expression':
    case 'unary_operator':
    case 'not_operator':
    case 'argument_list':
    case 'keyword_argument':
    case 'interpolation':
    case 'subscript':
      return writeParts(node, place, depth);
    default:
      return undefined;
  }
}

/** `global` in `__init__` has to stand before every use of the name there. */
function isDeclaredGlobal(node: SyntaxNode, { module, agent }: Place): boolean {
  const declarations = agent.init ? module.nodesIn(agent.init.body, 'global_statement') : [];
  return declarations.some(({ parts }) => parts.some((name) => module.textOf(name) === module.textOf(node)));
}

/** Brackets around the whole of a value say nothing. */
function writeInBrackets(node: SyntaxNode, place: Place, depth: number): string | undefined {
  const [only] = node.parts;
  return depth === 0 && only ? write(only, place, depth) : writeParts(node, place, depth);
}

/** The node's own text with each of its parts rewritten. */
function writeParts(node: SyntaxNode, place: Place, depth: number): string | undefined {
  const { text } = place.module;
  let written = '';
  let at = node.start;
  for (const part of node.parts) {
    const isLabel = (node.type === 'attribute' || node.type === 'keyword_argument') && isName(node, part);
    const isLiteral =
      part.type.startsWith('string_') || part.type === 'format_specifier' || part.type === 'type_conversion';
    const source = isLabel || isLiteral ? place.module.textOf(part) : write(part, place, depth + 1);
    if (source === undefined) return undefined;
    written += text.slice(at, part.start) + source;
    at = part.end;
  }
  const whole = written + text.slice(at, node.end);
  return /[\r\n#]/.test(whole) ? undefined : whole;
}

/** The part that is a name of something else: after a dot, or before the `=` of an argument. */
const isName = (node: SyntaxNode, part: SyntaxNode): boolean =>
  node.type === 'attribute' ? part === node.parts[1] : part === node.parts[0];

function writeDefined(
  node: SyntaxNode,
  definition: Definition | undefined,
  place: Place,
  depth: number,
  isAttribute = false,
): string | undefined {
  switch (definition?.kind) {
    case 'import':
    case 'builtin':
    case 'global':
      return place.module.textOf(node);
    case 'parameter':
      return definition.place.method?.name === '__init__' ? definition.parameter.name : undefined;
    case 'expression':
      return writeExpression(node, definition, place, { depth, isAttribute });
    default:
      return undefined;
  }
}

function writeExpression(
  node: SyntaxNode,
  { node: value, place: from }: Extract<Definition, { readonly kind: 'expression' }>,
  place: Place,
  { depth, isAttribute }: { readonly depth: number; readonly isAttribute: boolean },
): string | undefined {
  // A name of the module has its value before any instance is made.
  if (!isAttribute && from.method === undefined) return place.module.textOf(node);
  // What is set under a condition has another value, or none, when the condition is false.
  const isAlwaysSet = from.method?.name === '__init__' && statementOf(value).parent === from.method.body;
  if (!isAlwaysSet) return undefined;
  const written = write(value, from, depth + 1);
  return written === undefined || isAtom(value) || depth === 0 ? written : `(${written})`;
}

const isAtom = ({ type }: SyntaxNode): boolean =>
  [
    'integer',
    'string',
    'identifier',
    'attribute',
    'call',
    'true',
    'false',
    'none',
    'parenthesized_expression',
  ].includes(type);

function isTelling(node: SyntaxNode, place: Place): boolean {
  const callee = node.parts[0];
  if (!callee) return false;
  const name = place.module.textOf(callee);
  return tellingCalls.has(name) || /^[A-Za-z_][\w.]*\.get$/.test(name);
}
