import { ts } from 'ts-morph';
import type { ReadSource } from '../../../../core/rewrite/rewrite-language.js';
import { LineIndex } from '../../../../core/text/line-index.js';
import type { Span } from '../../../../core/text/span.js';
import { classesOf, type ClassSyntax } from './class-syntax.js';

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  '.ts': ts.ScriptKind.TS,
  '.mts': ts.ScriptKind.TS,
  '.cts': ts.ScriptKind.TS,
  '.tsx': ts.ScriptKind.TSX,
};

/** One TypeScript or JavaScript text with the compiler's own tree. */
export class TypeScriptModule implements ReadSource {
  readonly file: ts.SourceFile;
  private lineIndex: LineIndex | undefined;
  private classList: readonly ClassSyntax[] | undefined;

  constructor(
    readonly text: string,
    /** Relative to the workspace, with `/`; its ending says which language it is. */
    readonly path: string,
  ) {
    const kind = kinds[endingOf(path)] ?? ts.ScriptKind.JSX;
    this.file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  }

  get lines(): LineIndex {
    return (this.lineIndex ??= new LineIndex(this.text));
  }

  get statements(): readonly ts.Statement[] {
    return this.file.statements;
  }

  get isJavaScript(): boolean {
    return /\.[mc]?jsx?$/.test(this.path);
  }

  /** What the parser could not read, first error first. */
  get errors(): readonly ts.Diagnostic[] {
    const { parseDiagnostics } = this.file as { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
    return parseDiagnostics ?? [];
  }

  /** Classes of the top level, in source order. */
  get classes(): readonly ClassSyntax[] {
    return (this.classList ??= classesOf(this.file, this.path));
  }

  classNamed(name: string): ClassSyntax | undefined {
    return this.classes.findLast((one) => one.name === name);
  }

  /** From the first token to the last one, without what stands before it. */
  spanOf(node: ts.Node): Span {
    return { start: node.getStart(this.file), end: node.end };
  }

  textOf(node: ts.Node): string {
    return this.text.slice(node.getStart(this.file), node.end);
  }

  /** 1-based line on which the node starts. */
  lineOf(node: ts.Node): number {
    return this.lines.lineAt(node.getStart(this.file));
  }
}

export const endingOf = (path: string): string => /\.[mc]?[jt]sx?$/.exec(path)?.[0] ?? '';
