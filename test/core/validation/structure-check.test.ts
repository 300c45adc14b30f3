import assert from 'node:assert/strict';
import type { FileVersion } from '../../../src/core/validation/file-version.js';
import { checkStructure, type JournalClaim } from '../../../src/core/validation/structure-check.js';
import { memoryWorkspace } from '../../support/memory-workspace.js';

const base = 'class BaseAgent:\n    pass\n';
const legacy = 'class ChatAgent:\n    def run(self):\n        pass\n';
const marker = '# agent-migrator: ChatAgent migrated to BaseAgent [infrastructure] p-1\n';
const moved = 'from common.core.base_agent import BaseAgent\n\n\nclass ChatAgent(BaseAgent):\n    pass\n';
const path = 'chat_agent.py';

function version(text: string): FileVersion {
  const workspace = memoryWorkspace({ 'common/core/base_agent.py': base, [path]: text });
  return { file: workspace.file(path), index: workspace.index };
}

function check(text: string, claimed: Partial<Extract<JournalClaim, { kind: 'written' }>> | JournalClaim['kind'] = {}) {
  const [now, original] = [version(text), version(legacy)];
  const written = {
    kind: 'written',
    id: 'm-1',
    sha256: now.file.sha256,
    originalSha256: original.file.sha256,
  } as const;
  const claim: JournalClaim =
    typeof claimed === 'object' ? { ...written, ...claimed } : claimed === 'written' ? written : { kind: claimed };
  return checkStructure({ classes: ['ChatAgent'], base: 'BaseAgent', marker: 'comment', text, now, original, claim });
}

describe('marker, structure and journal', () => {
  it('pass together when all three tell of the same migration', () => {
    const { status, findings } = check(marker + moved);
    assert.equal(status, 'pass');
    assert.deepEqual(findings, []);
  });

  it('name a marker without the structure, with its line', () => {
    const { status, findings } = check(marker + legacy);
    assert.equal(status, 'fail');
    assert.match(
      findings[0]?.message ?? '',
      /marker says that ChatAgent was migrated, but ChatAgent does not inherit/u,
    );
    assert.equal(findings[0]?.line, 1);
  });

  it('name a structure without its marker', () => {
    assert.match(check(moved).detail, /moved onto BaseAgent by m-1, but the marker above it is gone/u);
  });

  it('need none above a class that came onto the base by its parent in the same file', () => {
    const heir = 'class QuickChatAgent(ChatAgent):\n    pass\n';
    const [now, original] = [version(`${marker}${moved}\n\n${heir}`), version(`${legacy}\n\n${heir}`)];
    const { sha256 } = now.file;
    const claim = { kind: 'written', id: 'm-1', sha256, originalSha256: original.file.sha256 } as const;
    const question = { classes: ['ChatAgent', 'QuickChatAgent'], base: 'BaseAgent', marker: 'comment' } as const;
    const { status, findings } = checkStructure({ ...question, text: '', now, original, claim });
    assert.deepEqual(findings, []);
    assert.equal(status, 'pass');
  });

  it('name a text that was edited since, with both hashes', () => {
    const { status, findings } = check(`${marker}${moved}    x = 1\n`, { sha256: 'a'.repeat(64) });
    assert.equal(status, 'fail');
    assert.match(findings[0]?.message ?? '', /was edited since m-1/u);
    assert.equal(findings[0]?.expected, 'a'.repeat(64));
  });

  it('show the first line that is not as it was written, where that is known', () => {
    const written = { sha256: 'a'.repeat(64), text: `${marker}${moved}` };
    const { findings } = check(`${marker}${moved.replace('pass', 'x = 1')}`, written);
    assert.deepEqual([findings[0]?.line, findings[0]?.expected, findings[0]?.actual], [6, '    pass', '    x = 1']);
  });

  it('tell the text from before the migration from an edited one', () => {
    assert.match(check(legacy, { sha256: 'a'.repeat(64) }).detail, /has the text again that it had before m-1/u);
    assert.match(check(`${legacy}x = 1\n`, { sha256: 'a'.repeat(64) }).detail, /nothing of it is there/u);
  });

  it('name a marker of which the journal knows nothing', () => {
    assert.match(check(marker + moved, 'not-in-journal').detail, /the journal knows no migration of it/u);
  });

  it('judge nothing without a journal, and nothing that nobody migrated', () => {
    assert.equal(check(marker + moved, 'no-journal').status, 'skipped');
    assert.match(check(legacy, 'not-in-journal').detail, /is not migrated/u);
    assert.match(check(moved, 'not-in-journal').detail, /neither a marker nor the journal/u);
  });
});
