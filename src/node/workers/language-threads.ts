import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { inLanes } from '../../app/in-lanes.js';
import type { Operation } from '../../app/operation.js';
import { scanRules } from '../scan/scan-rules.js';
import type { FileToScan, LanguageTasks, ScanRecord, ScanRequest, TextRecord } from './language-tasks.js';
import type * as languageWorker from './language-worker.js';
import { readAhead } from './read-ahead.js';
import { engineData, setV8Flags, type EngineFlags } from './set-v8-flags.js';
import { changeBetween } from './text-change.js';
import { WorkerPool, type TaskOptions } from './worker-pool.js';

export interface LanguageThreadsOptions {
  /** Absolute path of the folder with the built worker. */
  readonly distDir: string;
  /** Nobody waits for this thread, as in a CLI: little work is done on it when that is sooner done than a worker starts. */
  readonly mayBlock: boolean;
  /** Where the process is our own. */
  readonly v8Flags?: EngineFlags | undefined;
}

/** Up to this many files are read before a worker has started. */
const FEW_FILES = 150;
const FILES_PER_BATCH = 48;
/** A worker runs and compiles the scanner as if there were no other, which costs as much as reading this many files. */
const FILES_PER_WORKER = 1500;

/** Where languages are read: in workers, or on the calling thread where that is allowed and quicker. */
export class LanguageThreads {
  readonly pool: WorkerPool<LanguageTasks>;
  private readonly script: string;
  private loaded: typeof languageWorker | undefined;
  private rulesVersion: string | undefined;
  private nextTextId = 1;
  private lastText: { readonly id: number; readonly text: string } | undefined;

  constructor(private readonly options: LanguageThreadsOptions) {
    this.script = path.join(options.distDir, 'language-worker.js');
    this.pool = new WorkerPool(this.script, os.availableParallelism(), undefined, engineData(options.v8Flags));
  }

  /** Version of the rules by which the workers gather facts. */
  get rules(): string {
    this.rulesVersion ??= scanRules(this.script);
    return this.rulesVersion;
  }

  /** So many files, or more, are going to be read: what takes time to be ready for them can begin while the others are still looked for. */
  expectFiles(count: number): void {
    this.pool.startWorkers(this.workersFor(count));
  }

  /** Hands over the records of each batch while the next one is being read. */
  async scanFiles(
    { root, files }: ScanRequest,
    { signal, onProgress }: Operation,
    onRead: (records: readonly ScanRecord[]) => void,
  ): Promise<void> {
    this.expectFiles(files.length);
    const workers = this.workersFor(files.length);
    let done = 0;
    const handedOver: Promise<void>[] = [];
    const scan = async (batch: readonly FileToScan[]): Promise<void> => {
      const request = { root, files: batch };
      const records =
        workers > 0 ? await this.scanThere(request, { signal, workers }) : await this.scanHere(request, signal);
      // Not before this lane has sent its worker the next batch.
      handedOver.push(nextTurn().then(() => onRead(records)));
      done += batch.length;
      onProgress?.({ done, total: files.length, label: 'files read' });
    };
    // One batch more than there are workers waits here, where an abort reaches it.
    await inLanes(inBatches(files), workers + 1, scan);
    await Promise.all(handedOver);
  }

  /**
   * None where the calling thread is sooner done. While V8 compiles what a worker runs, it keeps a second core busy for it: where there are as
   * many workers as cores, they only get in its way.
   */
  private workersFor(files: number): number {
    const { size } = this.pool;
    if (this.options.mayBlock && (files <= FEW_FILES || size === 1)) return 0;
    const most = Math.max(Math.ceil(size / 2), Math.floor(files / FILES_PER_WORKER));
    return Math.min(size, most, Math.ceil(files / FILES_PER_BATCH));
  }

  /** Sends a text by what has changed in the one that was read last, where a worker still has that. */
  async scanText(path: string, text: string, signal: AbortSignal): Promise<TextRecord> {
    const id = this.nextTextId++;
    const { lastText: base } = this;
    const changed = base && { baseId: base.id, change: changeBetween(base.text, text) };
    const options = { signal, urgent: true };
    const known = changed && (await this.pool.run('scanText', { path, id, text: changed }, options));
    const record = known ?? (await this.pool.run('scanText', { path, id, text }, options));
    if (!record) throw new Error(`The text of ${path} was not read.`);
    this.lastText = { id, text };
    return record;
  }

  async dispose(): Promise<void> {
    await this.pool.dispose();
  }

  private async scanThere(request: ScanRequest, options: TaskOptions): Promise<readonly ScanRecord[]> {
    if (!this.options.mayBlock) return await this.pool.run('scan', request, options);
    const records: ScanRecord[] = [];
    for (const inHand of readAhead(request)) {
      const transfer = inHand.memory;
      records.push(...inHand.records(await this.pool.run('scanSources', inHand.sources, { ...options, transfer })));
    }
    return records;
  }

  private async scanHere(request: ScanRequest, signal: AbortSignal): Promise<readonly ScanRecord[]> {
    // Signals of the process are heard between batches.
    await nextTurn();
    signal.throwIfAborted();
    if (!this.loaded) {
      this.loaded = createRequire(this.script)(this.script) as typeof languageWorker;
      setV8Flags(this.options.v8Flags?.here);
    }
    return await this.loaded.handlers.scan(request);
  }
}

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function inBatches(files: readonly FileToScan[]): FileToScan[][] {
  const batches: FileToScan[][] = [];
  for (let at = 0; at < files.length; at += FILES_PER_BATCH) batches.push(files.slice(at, at + FILES_PER_BATCH));
  return batches;
}
