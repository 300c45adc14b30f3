import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { inLanes } from '../../app/in-lanes.js';
import type { Operation } from '../../app/operation.js';
import { scanRules } from '../scan/scan-rules.js';
import type { FileToScan, LanguageTasks, ScanRecord, ScanRequest, TextRecord } from './language-tasks.js';
import type * as languageWorker from './language-worker.js';
import { changeBetween } from './text-change.js';
import { WorkerPool } from './worker-pool.js';

export interface LanguageThreadsOptions {
  /** Absolute path of the folder with the built worker. */
  readonly distDir: string;
  /** Nobody waits for this thread, as in a CLI: little work is done on it when that is sooner done than a worker starts. */
  readonly mayBlock: boolean;
}

/** Up to this many files are read before a worker has started and warmed up. */
const FEW_FILES = 150;
/** From this many files on, a worker that is warmed up has saved more in the end than that took. */
const MANY_FILES = 600;
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
    this.pool = new WorkerPool(this.script, os.availableParallelism());
  }

  /** Version of the rules by which the workers gather facts. */
  get rules(): string {
    this.rulesVersion ??= scanRules(this.script);
    return this.rulesVersion;
  }

  /** Hands over the records of each batch while the next one is being read. */
  async scanFiles(
    { root, files }: ScanRequest,
    { signal, onProgress }: Operation,
    onRead: (records: readonly ScanRecord[]) => void,
  ): Promise<void> {
    const isHere = this.options.mayBlock && (files.length <= FEW_FILES || this.pool.size === 1);
    const isOneOfMany = files.length >= MANY_FILES;
    let done = 0;
    const handedOver: Promise<void>[] = [];
    const scan = async (batch: readonly FileToScan[]): Promise<void> => {
      const request = { root, files: batch, isOneOfMany };
      const records = isHere ? await this.scanHere(request, signal) : await this.pool.run('scan', request, { signal });
      // Not before this lane has sent its worker the next batch.
      handedOver.push(nextTurn().then(() => onRead(records)));
      done += batch.length;
      onProgress?.({ done, total: files.length, label: 'files read' });
    };
    // What waits does so here, where an abort reaches it.
    await inLanes(inBatches(files), isHere ? 1 : this.workersFor(files.length), scan);
    await Promise.all(handedOver);
  }

  /** While a worker warms up, V8 keeps a second core busy for it: where there are as many workers as cores, they only get in its way. */
  private workersFor(files: number): number {
    const { size } = this.pool;
    return Math.min(size, Math.max(Math.ceil(size / 2), Math.floor(files / FILES_PER_WORKER)));
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

  private async scanHere(request: ScanRequest, signal: AbortSignal): Promise<readonly ScanRecord[]> {
    // Signals of the process are heard between batches.
    await nextTurn();
    signal.throwIfAborted();
    this.loaded ??= createRequire(this.script)(this.script) as typeof languageWorker;
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
