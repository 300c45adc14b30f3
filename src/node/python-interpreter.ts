import os from 'node:os';
import * as v from 'valibot';
import type { Operation } from '../app/operation.js';
import type {
  CompileCheck,
  CompileInput,
  CompileResult,
  FoundInterpreter,
  Interpreter,
} from '../app/ports/compile-check.js';
import { CompileProcess, type FrameAnswer, type PythonCommand } from './python/compile-process.js';
import type { IdleTime } from './idle-time.js';
import { RememberedCompilations } from './python/remembered-compilations.js';
import { SpareProcess } from './python/spare-process.js';

export interface PythonInterpreterOptions {
  /** The user's choice; without one, the usual names are tried in turn. */
  readonly executable?: () => string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Compiler extends FoundInterpreter {
  readonly compilations: RememberedCompilations;
  readonly spare: SpareProcess;
}

type Search = Compiler | { readonly missing: string };

const answerSchema = v.union([
  v.object({ line: v.number(), message: v.string(), stage: v.picklist(['parse', 'compile']) }),
  v.object({ gaveUp: v.string() }),
  v.strictObject({}),
]);

const oldest = '3.8';

/** Fewer files than this are compiled before a further process has started. */
const FILES_PER_PROCESS = 8;

/** Somebody looks at a preview and ticks something; beyond that, the memory is better given back. */
const spareTime: IdleTime = { ms: 15_000 };

/**
 * The project's Python as a compiler: a process for each core and many files, started anew past a file that hangs or crashes it. One of them
 * stays for a while.
 */
export class PythonInterpreter implements CompileCheck {
  private search: { readonly executable: string | undefined; readonly found: Promise<Search> } | undefined;

  constructor(private readonly options: PythonInterpreterOptions) {}

  async dispose(): Promise<void> {
    const found = await this.search?.found.catch(() => undefined);
    if (found && 'spare' in found) found.spare.end();
  }

  async interpreter({ signal }: Operation): Promise<Interpreter> {
    return await this.find(signal);
  }

  async compile(files: readonly CompileInput[], operation: Operation): Promise<readonly CompileResult[]> {
    if (files.length === 0) return [];
    const found = await this.find(operation.signal);
    if ('missing' in found) return files.map(() => ({ status: 'unavailable', detail: found.missing }));
    return await found.compilations.of(files, (asked) => this.compileAnew(found, asked, operation));
  }

  private async compileAnew(
    found: Compiler,
    files: readonly CompileInput[],
    { signal, onProgress }: Operation,
  ): Promise<readonly CompileResult[]> {
    let done = 0;
    const tell = (): void => onProgress?.({ done: ++done, total: files.length, label: found.name });
    const count = Math.min(os.availableParallelism(), Math.ceil(files.length / FILES_PER_PROCESS));
    const shares = await Promise.all(
      Array.from({ length: count }, async (_, share) => {
        const own = files.filter((_file, index) => index % count === share);
        return await this.compileInTurn(found, own, { signal, tell });
      }),
    );
    const detail = `${found.name} did not start again.`;
    return files.map((_, index) => {
      return shares[index % count]?.[Math.floor(index / count)] ?? { status: 'unavailable', detail };
    });
  }

  /** Results of the files in their order; of fewer when the interpreter does not start again. */
  private async compileInTurn(
    { command, name, spare }: Compiler,
    files: readonly CompileInput[],
    { signal, tell }: { readonly signal: AbortSignal; readonly tell: () => void },
  ): Promise<readonly CompileResult[]> {
    const results: CompileResult[] = [];
    while (results.length < files.length) {
      const kept = spare.take();
      const process = kept ?? new CompileProcess(command, this.options.environment);
      try {
        if (!kept && (await process.greeting(signal)) === undefined) break;
        const take = (index: number, answer: FrameAnswer): void => {
          // What has ended while it was kept was not ended by the file.
          if (kept && index === 0 && answer.status === 'crashed') return;
          results.push(asResult(answer, name));
          tell();
        };
        const frames = files.slice(results.length).map(({ bytes }) => bytes);
        await process.exchange(frames, take, signal);
      } finally {
        spare.keep(process);
      }
    }
    return results;
  }

  /** Looks once for each choice of the user; an aborted search is forgotten, and begun anew by whoever else waits for it. */
  private async find(signal: AbortSignal): Promise<Search> {
    for (;;) {
      signal.throwIfAborted();
      const executable = this.options.executable?.();
      const shared = this.search?.executable === executable ? this.search : undefined;
      const search = shared ?? { executable, found: findInterpreter(executable, this.options.environment, signal) };
      this.search = search;
      try {
        return await search.found;
      } catch (error) {
        if (this.search === search) this.search = undefined;
        if (!shared || signal.aborted) throw error;
      }
    }
  }
}

function candidates(executable: string | undefined): readonly PythonCommand[] {
  if (executable !== undefined && executable !== '') return [[executable]];
  const usual: PythonCommand[] = [['python3'], ['python']];
  return process.platform === 'win32' ? [...usual, ['py', '-3']] : usual;
}

async function findInterpreter(
  executable: string | undefined,
  environment: PythonInterpreterOptions['environment'],
  signal: AbortSignal,
): Promise<Search> {
  const tried: string[] = [];
  for (const command of candidates(executable)) {
    const process = new CompileProcess(command, environment);
    const spare = new SpareProcess(spareTime);
    const name = await process.greeting(signal).finally(() => spare.keep(process));
    if (name !== undefined && isRecent(name)) {
      return { command, name, compilations: new RememberedCompilations(), spare };
    }
    spare.end();
    tried.push(`${command.join(' ')}: ${whyUnusable(name, process.isAbsent)}`);
  }
  return { missing: `No Python ${oldest} or newer was found (${tried.join('; ')}).` };
}

function whyUnusable(name: string | undefined, isAbsent: boolean): string {
  if (name !== undefined) return `is ${name}, older than ${oldest}`;
  return isAbsent ? 'there is no such command' : 'does not start, or is Python 2';
}

function isRecent(name: string): boolean {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(name)?.slice(1) ?? []).map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function asResult(answer: FrameAnswer, interpreter: string): CompileResult {
  if (answer.status === 'timeout') return unavailable(`${interpreter} gave no answer within 2 s.`);
  if (answer.status === 'crashed') return unavailable(`${interpreter} crashed on the file.`);
  const parsed = v.safeParse(answerSchema, parseJson(answer.line));
  if (!parsed.success) return unavailable(`${interpreter} answered what cannot be understood.`);
  const { output } = parsed;
  if ('gaveUp' in output) return unavailable(`${interpreter} gave up on the file: ${output.gaveUp}.`);
  return 'message' in output ? { status: 'fails', interpreter, ...output } : { status: 'compiles', interpreter };
}

const unavailable = (detail: string): CompileResult => ({ status: 'unavailable', detail });

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
