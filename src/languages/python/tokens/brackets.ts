import * as Kind from './kinds.js';
import { IntegerList } from '../../integer-list.js';
import type { TokenBuffer } from './token-buffer.js';

/** A moment of a bracket stack to which it can go back. */
export interface BracketMark {
  readonly openBrackets: number;
  readonly fieldFloor: number;
}

/** The brackets that stand open. An f-string field is a floor: closers inside it never match an opener outside. */
export class BracketStack {
  private readonly openers = new IntegerList();
  /** Number of entries below the innermost field's own; 0 outside of fields. */
  private fieldFloor = 0;

  constructor(
    private readonly text: string,
    private readonly buffer: TokenBuffer,
  ) {}

  get depth(): number {
    return this.openers.length;
  }

  get isInField(): boolean {
    return this.fieldFloor > 0;
  }

  /** Number of brackets open inside the innermost field, its own brace not counted. */
  get fieldDepth(): number {
    return this.openers.length - this.fieldFloor;
  }

  /** Adds the opening bracket at `at` and returns the offset after it. */
  open(at: number, code: number): number {
    this.openers.push(this.buffer.push(Kind.openingKind(code), at, at + 1, 0));
    return at + 1;
  }

  /** Adds the closing bracket at `at`, linked with its opener; openers in between are given up. */
  close(at: number, code: number): number {
    const { buffer, openers, fieldFloor } = this;
    const closing = buffer.push(Kind.closingKind(code), at, at + 1, 0);
    const kind = Kind.closingKind(code) - Kind.TO_CLOSING;
    let depth = openers.length - 1;
    if (depth < fieldFloor || buffer.kinds[openers.at(depth)] !== kind) {
      this.reportMismatch(at, depth >= fieldFloor ? openers.at(depth) : -1);
      while (depth >= fieldFloor && buffer.kinds[openers.at(depth)] !== kind) depth--;
    }
    if (depth >= fieldFloor) {
      buffer.link(openers.at(depth), closing);
      openers.length = depth;
    }
    return at + 1;
  }

  openField(at: number): void {
    this.openers.push(this.fieldFloor);
    this.openers.push(this.buffer.push(Kind.LEFT_BRACE, at, at + 1, 0));
    this.fieldFloor = this.openers.length;
  }

  closeField(at: number): void {
    const { openers, buffer, fieldFloor } = this;
    buffer.link(openers.at(fieldFloor - 1), buffer.push(Kind.RIGHT_BRACE, at, at + 1, 0));
    openers.length = fieldFloor - 2;
    this.fieldFloor = openers.at(openers.length);
  }

  mark(): BracketMark {
    return { openBrackets: this.openers.length, fieldFloor: this.fieldFloor };
  }

  rewind({ openBrackets, fieldFloor }: BracketMark): void {
    this.openers.length = openBrackets;
    this.fieldFloor = fieldFloor;
  }

  /** Forgets every bracket that stands open. */
  giveUp(): void {
    this.openers.length = 0;
  }

  /** Reports the innermost bracket that stands open, if there is one. */
  reportUnclosed(): void {
    const { openers, buffer } = this;
    if (openers.length === 0) return;
    const start = buffer.starts[openers.at(openers.length - 1)] ?? 0;
    const message = `'${this.text.charAt(start)}' was never closed`;
    buffer.problems.push({ kind: 'syntax', start, end: start + 1, message });
  }

  private reportMismatch(at: number, opening: number): void {
    const closer = this.text.charAt(at);
    const message = opening < 0 ? `unmatched '${closer}'` : this.mismatch(closer, opening);
    this.buffer.problems.push({ kind: 'syntax', start: at, end: at + 1, message });
  }

  private mismatch(closer: string, opening: number): string {
    const { physicalLines, starts } = this.buffer;
    const start = starts[opening] ?? 0;
    let line = physicalLines.length;
    while (line > 1 && physicalLines.at(line - 1) > start) line--;
    const where = line === physicalLines.length ? '' : ` on line ${line}`;
    return `closing parenthesis '${closer}' does not match opening parenthesis '${this.text.charAt(start)}'${where}`;
  }
}
