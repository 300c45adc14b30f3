import type { Piece } from '../app/assess/document-pieces.js';
import type { Progress } from '../app/operation.js';

/** The part of a stream that output needs, so that a test can stand in for the terminal. */
export interface Sink {
  readonly isTTY?: boolean;
  write(text: Piece): unknown;
}

export interface OutputOptions {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** `NO_COLOR` is set (https://no-color.org). */
  readonly noColor: boolean;
}

/** Keeps the two streams apart: results on stdout, everything said along the way on stderr. */
export class Output {
  private progressShown = false;

  constructor(private readonly options: OutputOptions) {}

  /** Whether stdout may carry colours. */
  get coloured(): boolean {
    return this.options.stdout.isTTY === true && !this.options.noColor;
  }

  /** The one JSON document of a run with `--json`; indented where a person reads it. */
  document(value: unknown): void {
    this.text(`${JSON.stringify(value, undefined, this.options.stdout.isTTY === true ? 2 : 0)}\n`);
  }

  /** The same of a document that is text already, in one line: the pieces of it. */
  documentText(pieces: readonly Piece[]): void {
    const { stdout } = this.options;
    if (stdout.isTTY === true) this.document(JSON.parse(pieces.map(textOf).join('')));
    else for (const piece of [...pieces, '\n']) stdout.write(piece);
  }

  /** A result for people. */
  text(text: string): void {
    this.clearProgress();
    this.options.stdout.write(this.options.stdout.isTTY === true ? harmless(text) : text);
  }

  /** A remark that is no result; a line break is added. */
  note(message: string): void {
    this.clearProgress();
    this.options.stderr.write(`${this.options.stderr.isTTY === true ? harmless(message) : message}\n`);
  }

  /** Replaces the line of progress; silent where nobody watches. */
  progress({ done, total, label }: Progress): void {
    if (this.options.stderr.isTTY !== true) return;
    const count = total === undefined ? String(done) : `${done}/${total}`;
    this.options.stderr.write(`\r\u001B[K${harmless(label)} ${count}`);
    this.progressShown = true;
  }

  clearProgress(): void {
    if (this.progressShown) this.options.stderr.write('\r\u001B[K');
    this.progressShown = false;
  }
}

const textOf = (piece: Piece): string => (typeof piece === 'string' ? piece : new TextDecoder().decode(piece));

/**
 * What stands in names of files and in sources may be orders to a terminal. They are shown, not obeyed, save colours; line breaks, tabs
 * and whatever goes to a file or a program stay as they are.
 */
function harmless(text: string): string {
  return text.replace(/(?!\u001B\[[\d;]*m|\r\n)[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu, (control) => {
    const code = control.charCodeAt(0).toString(16).padStart(2, '0');
    return `\\x${code}`;
  });
}
