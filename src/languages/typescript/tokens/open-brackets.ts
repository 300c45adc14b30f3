import * as Kind from './kinds.js';
import type { TokenBuffer } from './token-buffer.js';

/** What stands open: brackets, fields of template literals, JSX tags and the content of JSX elements. */
export type Opening = 'bracket' | 'field' | 'jsx-tag' | 'jsx-content';

interface OpenPart {
  readonly what: Opening;
  readonly token: number;
  /** The closing bracket ends a value: after an object literal, `/` divides. */
  readonly endsValue: boolean;
}

const partner = new Uint8Array(Kind.RIGHT_BRACE + 1);
partner[Kind.RIGHT_PARENTHESIS] = Kind.LEFT_PARENTHESIS;
partner[Kind.RIGHT_BRACKET] = Kind.LEFT_BRACKET;
partner[Kind.RIGHT_BRACE] = Kind.LEFT_BRACE;

/** Pairs brackets; one without a partner is a problem, and costs as few of the others as can be. */
export class OpenBrackets {
  private readonly parts: OpenPart[] = [];

  constructor(private readonly tokens: TokenBuffer) {}

  get top(): Opening | undefined {
    return this.parts[this.parts.length - 1]?.what;
  }

  open(what: Opening, token: number, endsValue: boolean): void {
    this.parts.push({ what, token, endsValue });
  }

  /** Takes back what is open on top; the token that opened it. */
  pop(): number {
    return this.parts.pop()?.token ?? -1;
  }

  /** Pairs a closing bracket with its opening one; whether a value ends with it. */
  close(token: number): boolean {
    const { kinds, starts, ends, text, problems } = this.tokens;
    const kind = kinds[token] ?? Kind.END;
    const top = this.parts[this.parts.length - 1];
    if (top?.what === 'bracket' && kinds[top.token] === partner[kind]) {
      this.parts.pop();
      this.tokens.link(top.token, token);
      return top.endsValue;
    }
    const at = this.partnerOf(kind);
    if (at < 0) {
      const [start, end] = [starts[token] ?? 0, ends[token] ?? 0];
      problems.push({ kind: 'syntax', start, end, message: `'${text.slice(start, end)}' closes nothing` });
      return true;
    }
    for (const { token: open } of this.parts.splice(at + 1)) this.reportUnclosed(open);
    const part = this.parts.pop();
    if (part) this.tokens.link(part.token, token);
    return part?.endsValue ?? true;
  }

  reportAllUnclosed(): void {
    for (const { token } of this.parts.splice(0)) this.reportUnclosed(token);
  }

  /** Only a brace reaches over brackets that are open inside it: a block ends what was left open in it. */
  private partnerOf(kind: number): number {
    const wanted = partner[kind];
    for (let at = this.parts.length - 1; at >= 0; at--) {
      const part = this.parts[at];
      if (part?.what !== 'bracket') return -1;
      const open = this.tokens.kinds[part.token];
      if (open === wanted) return at;
      if (kind !== Kind.RIGHT_BRACE && open === Kind.LEFT_BRACE) return -1;
    }
    return -1;
  }

  private reportUnclosed(token: number): void {
    const { starts, ends, text, problems } = this.tokens;
    const [start, end] = [starts[token] ?? 0, ends[token] ?? 0];
    problems.push({
      kind: 'syntax',
      start,
      end,
      message: `'${text.slice(start, Math.min(end, start + 20))}' is never closed`,
    });
  }
}
