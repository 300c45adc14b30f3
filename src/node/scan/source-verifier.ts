import { hash } from 'node:crypto';
import path from 'node:path';
import type { Operation } from '../../app/operation.js';
import type { CompileCheck, CompileResult } from '../../app/ports/compile-check.js';
import type { ParseProblem } from '../../core/facts/source-facts.js';
import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import { readRegularFile } from '../regular-file.js';
import type { LanguageTasks } from '../workers/language-tasks.js';
import type { WorkerPool } from '../workers/worker-pool.js';

export interface FileToVerify {
  readonly path: string;
  /** The content that is judged; a file that has changed since is not. */
  readonly sha256: string;
}

export interface VerifierPorts {
  readonly root: string;
  readonly pool: WorkerPool<LanguageTasks>;
  readonly compileCheck: CompileCheck;
  /** Folder of the built WASM files. */
  readonly wasmFolder: string;
}

const FILES_PER_BATCH = 8;

/**
 * Judges Python files beyond the structure guard. Where there is an interpreter, its `compile()` decides; a file that it cannot judge, and every file
 * where there is none, goes through the parser and the tree checks.
 */
export class SourceVerifier {
  constructor(private readonly ports: VerifierPorts) {}

  /** Names what judges: with another interpreter the answers may differ. */
  async verifierName(operation: Operation): Promise<string> {
    const interpreter = await this.ports.compileCheck.interpreter(operation);
    return 'name' in interpreter ? interpreter.name : 'tree-sitter';
  }

  /** The problems of each file, in the order given; none for a file that is valid, or that is no longer what it was. */
  async verify(files: readonly FileToVerify[], operation: Operation): Promise<readonly (readonly ParseProblem[])[]> {
    const contents = await Promise.all(files.map(async (file) => await this.read(file)));
    const inputs = contents.flatMap((bytes, index) =>
      bytes ? [{ path: files[index]?.path ?? '', bytes, index }] : [],
    );
    const results = await this.ports.compileCheck.compile(inputs, operation);
    const problems = new Map<number, readonly ParseProblem[]>();
    const undecided: { readonly index: number; readonly bytes: Uint8Array }[] = [];
    inputs.forEach(({ index, bytes }, at) => {
      const result = results[at];
      if (!result || result.status === 'unavailable') undecided.push({ index, bytes });
      else problems.set(index, problemsOf(result));
    });
    for (const [index, found] of await this.parse(undecided, operation)) problems.set(index, found);
    return files.map((_, index) => problems.get(index) ?? []);
  }

  private async read({ path: file, sha256 }: FileToVerify): Promise<Uint8Array | undefined> {
    if (languageOfPath(file) !== 'python') return undefined;
    const bytes = await readRegularFile(path.join(this.ports.root, file)).catch(() => undefined);
    return bytes && hash('sha256', bytes) === sha256 ? bytes : undefined;
  }

  private async parse(
    files: readonly { readonly index: number; readonly bytes: Uint8Array }[],
    { signal }: Operation,
  ): Promise<readonly (readonly [number, readonly ParseProblem[]])[]> {
    const { pool, wasmFolder } = this.ports;
    const batches: (typeof files)[] = [];
    for (let at = 0; at < files.length; at += FILES_PER_BATCH) batches.push(files.slice(at, at + FILES_PER_BATCH));
    const answers = await Promise.all(
      batches.map(async (batch) => {
        const request = { wasmFolder, sources: batch.map(({ bytes }) => bytes) };
        const found = await pool.run('verify', request, { signal });
        return batch.map(({ index }, at) => [index, found[at] ?? []] as const);
      }),
    );
    return answers.flat();
  }
}

function problemsOf(result: Exclude<CompileResult, { status: 'unavailable' }>): readonly ParseProblem[] {
  if (result.status === 'compiles') return [];
  const { line, message, stage, interpreter } = result;
  const code = stage === 'parse' ? 'does-not-parse' : 'does-not-compile';
  const range = { line, column: 1, endLine: line, endColumn: 1 };
  return [{ code, range, message: `${message} (${interpreter})` }];
}
