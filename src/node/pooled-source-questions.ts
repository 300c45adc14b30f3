import type { SourceQuestions } from '../app/ports/source-questions.js';
import type { AttributeUse } from '../core/facts/attribute-use.js';
import type { SourceFacts } from '../core/facts/source-facts.js';
import { decodeFacts } from './scan/facts-codec.js';
import type { WrittenAddress } from '../core/facts/written-address.js';
import type { LanguageTasks } from './workers/language-tasks.js';
import type { WorkerPool } from './workers/worker-pool.js';

/** Answers in a language worker; a question is too short to be worth cancelling. */
export class PooledSourceQuestions implements SourceQuestions {
  constructor(private readonly pool: WorkerPool<LanguageTasks>) {}

  async facts(path: string, bytes: Uint8Array): Promise<SourceFacts | undefined> {
    const facts = await this.pool.run('facts', { path, bytes }, { signal: neverAborted });
    return facts === undefined ? undefined : decodeFacts(facts);
  }

  async parses(path: string, bytes: Uint8Array): Promise<boolean | undefined> {
    return await this.pool.run('parses', { path, bytes }, { signal: neverAborted });
  }

  async attributeUses(path: string, bytes: Uint8Array): Promise<readonly AttributeUse[]> {
    return await this.pool.run('attributeUses', { path, bytes }, { signal: neverAborted });
  }

  async writtenAddresses(path: string, bytes: Uint8Array): Promise<readonly WrittenAddress[]> {
    return await this.pool.run('writtenAddresses', { path, bytes }, { signal: neverAborted });
  }
}

const neverAborted = new AbortController().signal;
