import { createHmac } from 'node:crypto';
import { encodeLine, type Seal } from '../../../src/core/journal/chain.js';
import type { RecordBody } from '../../../src/core/journal/record.js';

export function sealWithKey(key: string): Seal {
  return (text) => createHmac('sha256', key).update(text, 'latin1').digest('hex');
}

/** A SHA-256 that stands for some content. */
export function contentId(name: string): string {
  return createHmac('sha256', 'content').update(name).digest('hex');
}

/** The text of a journal with these records, one second apart. */
export function journalText(bodies: readonly RecordBody[], key: string): string {
  return sealedText(bodies, sealWithKey(key));
}

export function sealedText(bodies: readonly RecordBody[], seal: Seal): string {
  let previous = '';
  let text = '';
  for (const [seq, body] of bodies.entries()) {
    const encoded = encodeLine({ v: 1, seq, epoch: 1 + seq, wallMs: seq * 1000, ...body }, previous, seal);
    previous = encoded.seal;
    text += `${encoded.line}\n`;
  }
  return text;
}

export const openedRecord: RecordBody = { kind: 'opened', store: 'store', format: { major: 1, minor: 0 } };

export function migrationBegun(id: string, path = 'a.py', validates = false): RecordBody & { kind: 'migration-begun' } {
  return {
    kind: 'migration-begun',
    id,
    path,
    before: { sha256: contentId(`${id} original`), mode: 0o644 },
    after: { sha256: contentId(`${id} integration`) },
    plan: 'p-1',
    classes: ['Ägent'],
    through: 'integration',
    stages: [
      { stage: 'infrastructure', status: 'applied', sha256: contentId(`${id} infrastructure`) },
      { stage: 'core-logic', status: 'unchanged', sha256: contentId(`${id} infrastructure`) },
      { stage: 'integration', status: 'applied', sha256: contentId(`${id} integration`) },
    ],
    validates,
  };
}

export function rollbackBegun(id: string, of: string, to: 'original' | 'infrastructure' = 'original'): RecordBody {
  return {
    kind: 'rollback-begun',
    id,
    path: 'a.py',
    before: { sha256: contentId(`${of} integration`) },
    after: { sha256: contentId(`${of} ${to}`) },
    of,
    from: 'integration',
    to,
    merged: false,
    automatic: false,
    restoresDeleted: false,
  };
}
