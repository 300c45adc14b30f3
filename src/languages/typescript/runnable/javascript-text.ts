import { applyEdits, type TextEdit } from '../../../core/rewrite/text-edit.js';
import type { TypeScriptModule } from '../rewrite/syntax/typescript-module.js';

/** Why a text cannot be written as JavaScript, as words for a person. */
export class NotRunnable extends Error {}

/** Edits that make JavaScript of a text; every line keeps its number. */
export class JavaScriptText {
  private readonly edits: TextEdit[] = [];

  constructor(readonly module: TypeScriptModule) {}

  /** Nothing stands there any more but the ends of lines; where the statement before could go on, it is ended. */
  blank(start: number, end: number, instead = ''): void {
    if (end <= start) return;
    const lines = this.module.text.slice(start, end).replace(/[^\r\n]+/g, ' ');
    this.edits.push({ start, end, newText: instead + lines });
  }

  /** On one line, where a new line would mean something else. */
  blankOnOneLine(start: number, end: number): void {
    if (end > start) this.edits.push({ start, end, newText: ' ' });
  }

  replace(start: number, end: number, newText: string): void {
    this.edits.push({ start, end, newText });
  }

  insert(at: number, newText: string): void {
    this.replace(at, at, newText);
  }

  /** What stands between two positions once everything in between is JavaScript. */
  get text(): string {
    return applyEdits(this.module.text, this.edits);
  }

  refuse(what: string, at: number): never {
    throw new NotRunnable(`line ${this.module.lines.lineAt(at)} ${what}`);
  }
}
