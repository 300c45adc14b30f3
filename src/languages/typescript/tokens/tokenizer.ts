// One pass that needs to know, at every slash and every `<`, whether a value has just ended. What it cannot tell for certain without a
// parser (a block from an object literal) it tells from the token before, which is right in code that people write.
import { endOfLine, endOfName, isConflictMarker, isDigit, isNameStart } from './characters.js';
import { opensElement, endOfTagName, endOfTagTypes, type Dialect } from './jsx.js';
import * as Kind from './kinds.js';
import {
  endOfJsxString,
  endOfNumber,
  endOfRegex,
  endOfString,
  endOfTemplatePart,
  type LiteralEnd,
} from './literals.js';
import { OpenBrackets } from './open-brackets.js';
import { KIND_BITS, KIND_MASK, operatorAt, singleKinds } from './operators.js';
import type { TokenBuffer } from './token-buffer.js';
import { TokenCursor } from './token-cursor.js';
import { wordSet } from './words.js';

/** Words after which a value begins. */
const beforeValue = wordSet(
  ...(['return', 'typeof', 'case', 'in', 'of', 'instanceof', 'delete', 'void', 'throw', 'new', 'do', 'else'] as const),
  ...(['await', 'yield', 'extends', 'default', 'export', 'as', 'satisfies', 'keyof'] as const),
);
const beforeCondition = wordSet('if', 'while', 'for', 'with');
const beforeBlock = wordSet('else', 'do');

const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKTICK = 96;
const SLASH = 47;
const DOT = 46;
const HASH = 35;
const LESS = 60;
const LEFT_BRACE = 123;

/** Reads the tokens of a text into the buffer. Never fails: what it cannot read becomes a problem or an INVALID token. */
export function tokenize(text: string, dialect: Dialect, buffer: TokenBuffer): void {
  buffer.reset(text);
  new Tokenizer(text, dialect, buffer).run();
}

class Tokenizer extends TokenCursor {
  /** A value has just ended, so that `/` divides and `<` compares. */
  private valueEnded = false;
  private readonly open: OpenBrackets;

  constructor(
    text: string,
    private readonly dialect: Dialect,
    tokens: TokenBuffer,
  ) {
    super(text, tokens);
    this.open = new OpenBrackets(tokens);
  }

  run(): void {
    if (this.text.startsWith('#!')) this.takeComment(endOfLine(this.text, 0));
    for (;;) {
      if (this.open.top === 'jsx-content') this.readJsxContent();
      this.skipSpace();
      if (this.at >= this.text.length) break;
      if (this.open.top === 'jsx-tag') this.readInTag();
      else this.readToken();
    }
    this.open.reportAllUnclosed();
  }

  private readToken(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    if (isNameStart(code, text, at)) {
      this.readName();
      return;
    }
    if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(at + 1)))) {
      this.push(Kind.NUMBER, endOfNumber(text, at));
      this.valueEnded = true;
      return;
    }
    if (code === QUOTE || code === DOUBLE_QUOTE) {
      this.readLiteral(Kind.STRING, endOfString(text, at), 'string');
      return;
    }
    if (code === BACKTICK) {
      this.readTemplate(at + 1, Kind.TEMPLATE, Kind.TEMPLATE_HEAD);
      return;
    }
    if (code === SLASH && !this.valueEnded) {
      this.readLiteral(Kind.REGEX, endOfRegex(text, at), 'regular expression');
      return;
    }
    if (code === HASH && isNameStart(text.charCodeAt(at + 1), text, at + 1)) {
      this.pushName(Kind.PRIVATE_NAME, endOfName(text, at + 1));
      this.valueEnded = true;
      return;
    }
    if (isConflictMarker(text, at)) {
      this.readConflictMarker();
      return;
    }
    if (code === LESS && !this.valueEnded && opensElement(text, at, this.dialect)) {
      this.openTag();
      return;
    }
    this.readPunctuation(code);
  }

  private readName(): void {
    const token = this.pushName(Kind.NAME, endOfName(this.text, this.at));
    const id = this.tokens.ids[token] ?? 0;
    this.valueEnded = beforeValue[id] !== 1 || this.tokens.kinds[token - 1] === Kind.DOT;
  }

  private readLiteral(kind: number, { end, isClosed }: LiteralEnd, what: string): void {
    const start = this.at;
    this.push(kind, end);
    this.valueEnded = true;
    if (!isClosed) this.report(start, end, `The ${what} is never closed`);
  }

  /** From behind the opening backtick or the closing brace of a field. */
  private readTemplate(from: number, last: number, more: number): void {
    const start = this.at;
    const { end, isClosed, opensField } = endOfTemplatePart(this.text, from);
    const token = this.push(opensField ? more : last, end);
    this.valueEnded = !opensField;
    if (!isClosed) this.report(start, Math.min(end, start + 1), 'The template literal is never closed');
    // The field is closed by the token that begins the next part.
    if (opensField) this.open.open('field', token, true);
  }

  private readPunctuation(code: number): void {
    const known = code < 128 ? (singleKinds[code] ?? 0) : 0;
    const operator = known > 0 ? 0 : operatorAt(this.text, this.at);
    const kind = known > 0 ? known : operator & KIND_MASK || Kind.INVALID;
    if (kind === Kind.RIGHT_BRACE && this.open.top === 'field') {
      this.continueTemplate();
      return;
    }
    if (Kind.isOpening(kind)) {
      this.openBracket(kind);
      return;
    }
    const start = this.at;
    const token = this.push(kind, this.at + (operator >> KIND_BITS || 1));
    if (Kind.isClosing(kind)) this.valueEnded = this.open.close(token);
    // After `x!` and `x++` the value still stands; before one it has not begun.
    else if (kind !== Kind.EXCLAMATION && kind !== Kind.STEP) this.valueEnded = false;
    if (kind === Kind.INVALID) this.report(start, start + 1, 'Invalid character');
  }

  private continueTemplate(): void {
    const opening = this.open.pop();
    const token = this.tokens.count;
    this.readTemplate(this.at + 1, Kind.TEMPLATE_TAIL, Kind.TEMPLATE_MIDDLE);
    this.tokens.link(opening, token);
  }

  private openBracket(kind: number): void {
    const { tokens } = this;
    const before = tokens.count - 1;
    const word = tokens.kinds[before - 1] === Kind.DOT ? 0 : (tokens.ids[before] ?? 0);
    const endsValue =
      kind === Kind.LEFT_BRACE
        ? !this.opensBlock(before, word)
        : kind !== Kind.LEFT_PARENTHESIS || beforeCondition[word] !== 1;
    this.open.open('bracket', this.push(kind, this.at + 1), endsValue);
    this.valueEnded = false;
  }

  private opensBlock(before: number, word: number): boolean {
    switch (this.tokens.kinds[before] ?? Kind.END) {
      case Kind.NAME:
        return beforeBlock[word] === 1 || beforeValue[word] !== 1;
      case Kind.END:
      case Kind.SEMICOLON:
      case Kind.LEFT_BRACE:
      case Kind.RIGHT_BRACE:
      case Kind.RIGHT_PARENTHESIS:
      case Kind.ARROW:
      case Kind.GREATER:
        return true;
      default:
        return before < 0;
    }
  }

  private openTag(): void {
    const token = this.push(Kind.JSX_PUNCTUATION, this.at + 1);
    this.open.open('jsx-tag', token, true);
    this.skipSpace();
    this.readTagName();
    if (this.text.charAt(this.at) === '<') this.push(Kind.JSX_PUNCTUATION, endOfTagTypes(this.text, this.at));
  }

  private readTagName(): void {
    for (;;) {
      const end = endOfTagName(this.text, this.at);
      if (end > this.at) this.pushName(Kind.NAME, end);
      if (!/[.:]/.test(this.text.charAt(this.at))) return;
      this.push(Kind.JSX_PUNCTUATION, this.at + 1);
    }
  }

  private readInTag(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    const name = endOfTagName(text, at);
    if (name > at) this.push(Kind.JSX_PUNCTUATION, name);
    else if (code === QUOTE || code === DOUBLE_QUOTE) this.readLiteral(Kind.STRING, endOfJsxString(text, at), 'string');
    else if (code === LEFT_BRACE) this.openBracket(Kind.LEFT_BRACE);
    else if (code === LESS) this.openTag();
    else if (text.startsWith('/>', at)) this.endTag(2);
    else if (text.charAt(at) === '>') {
      const opening = this.endTag(1);
      this.open.open('jsx-content', opening, true);
    } else if (/[=:.]/.test(text.charAt(at))) this.push(Kind.JSX_PUNCTUATION, at + 1);
    else {
      this.report(at, at + 1, 'This does not belong into a JSX tag');
      this.open.pop();
    }
  }

  private endTag(length: number): number {
    this.push(Kind.JSX_PUNCTUATION, this.at + length);
    this.valueEnded = true;
    return this.open.pop();
  }

  /** The text between tags, and the tag or the brace that ends it. */
  private readJsxContent(): void {
    while (this.open.top === 'jsx-content' && this.at < this.text.length) {
      const rest = /[<{]/g;
      rest.lastIndex = this.at;
      const end = rest.exec(this.text)?.index ?? this.text.length;
      if (end > this.at) this.push(Kind.JSX_TEXT, end);
      if (this.text.charAt(end) === '{') {
        this.openBracket(Kind.LEFT_BRACE);
        return;
      }
      if (!this.text.startsWith('</', end)) {
        if (end < this.text.length) this.openTag();
        return;
      }
      this.closeElement();
    }
  }

  private closeElement(): void {
    this.push(Kind.JSX_PUNCTUATION, this.at + 2);
    this.skipSpace();
    this.readTagName();
    this.skipSpace();
    if (this.text.charAt(this.at) === '>') this.push(Kind.JSX_PUNCTUATION, this.at + 1);
    else this.report(this.at, this.at + 1, "'>' expected");
    this.open.pop();
    this.valueEnded = true;
  }
}
