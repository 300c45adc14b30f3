import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { wordSet } from '../tokens/words.js';
import { arrowAt } from './functions.js';
import { endOfTypeArguments } from './types.js';

/** Words that go on with an expression when they begin a line. */
const infix = wordSet('in', 'instanceof', 'as', 'satisfies', 'of');
/** Words that no expression ends with. */
const awaiting = wordSet('return', 'typeof', 'new', 'delete', 'void', 'throw', 'await', 'extends', 'in', 'of', 'else');

/** The token at which an expression ends that begins at `from`: a comma, a semicolon, a closing bracket, or what begins a new line. */
export function endOfExpression(source: TypeScriptSource, from: number, limit: number): number {
  let conditions = 0;
  let at = from;
  while (at < limit) {
    const kind = source.kindOf(at);
    if (kind === Kind.COMMA || kind === Kind.SEMICOLON || Kind.isClosing(kind)) return at;
    if (kind === Kind.TEMPLATE_TAIL || kind === Kind.TEMPLATE_MIDDLE) return at;
    if (at > from && source.startsLine(at) && beginsStatement(source, at, kind)) return at;
    if (kind === Kind.QUESTION) conditions++;
    else if (kind === Kind.COLON && --conditions < 0) return at;
    at = behindPart(source, at, kind);
  }
  return limit;
}

/** The commas of `new Map<string, number>()` end nothing, nor does the colon of `(a): string => a`. */
function behindPart(source: TypeScriptSource, at: number, kind: number): number {
  if (kind === Kind.LESS) return behindTypeArguments(source, at);
  return (kind === Kind.LEFT_PARENTHESIS ? arrowAt(source, at) : undefined) ?? source.behind(at);
}

function behindTypeArguments(source: TypeScriptSource, less: number): number {
  const behind = endsValue(source, less - 1) ? endOfTypeArguments(source, less) : -1;
  return behind < 0 || !followsTypeArguments(source.kindOf(behind)) ? less + 1 : behind;
}

const followsTypeArguments = (kind: number): boolean =>
  kind === Kind.LEFT_PARENTHESIS || kind === Kind.TEMPLATE || kind === Kind.SEMICOLON;

function beginsStatement(source: TypeScriptSource, token: number, kind: number): boolean {
  if (!endsValue(source, token - 1)) return false;
  switch (kind) {
    case Kind.NAME:
      return infix[source.idOf(token)] !== 1;
    case Kind.PRIVATE_NAME:
    case Kind.STRING:
    case Kind.NUMBER:
    case Kind.AT:
    case Kind.LEFT_BRACE:
    case Kind.STEP:
    case Kind.ELLIPSIS:
      return true;
    default:
      return false;
  }
}

/** Whether an expression may end with the token. */
export function endsValue(source: TypeScriptSource, token: number): boolean {
  switch (source.kindOf(token)) {
    case Kind.NAME:
      return awaiting[source.idOf(token)] !== 1 || source.kindOf(token - 1) === Kind.DOT;
    case Kind.PRIVATE_NAME:
    case Kind.NUMBER:
    case Kind.STRING:
    case Kind.TEMPLATE:
    case Kind.TEMPLATE_TAIL:
    case Kind.REGEX:
    case Kind.RIGHT_PARENTHESIS:
    case Kind.RIGHT_BRACKET:
    case Kind.RIGHT_BRACE:
    case Kind.STEP:
    case Kind.EXCLAMATION:
    case Kind.JSX_PUNCTUATION:
      return true;
    default:
      return false;
  }
}
