import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSourceUsage } from './source-usage.js';

const sources: Readonly<Record<string, string>> = {
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "types": [], "module": "ESNext", "moduleResolution": "bundler" } }',
  'src/extension.ts': `
    import { commandIds } from './vscode/commands.js';
    import { ContextKeys } from './vscode/context-keys.js';
    declare function createTreeView(id: string): void;
    declare function registerTextDocumentContentProvider(scheme: string): void;
    declare function createStatusBarItem(id: string): void;
    const viewId = 'agentMigrator.list';
    const scheme: 'looking' | 'glass' = Math.max(1, 2) > 1 ? 'looking' : 'glass';
    createTreeView(viewId);
    registerTextDocumentContentProvider(scheme);
    createStatusBarItem('agentMigrator.status');
    const keys = new ContextKeys();
    keys.set('agentMigrator.open', true);
    new Map<string, boolean>().set('agentMigrator.notAKey', true);
    export const link = \`[Go](command:agentMigrator.go?\${commandIds.length})\`;
  `,
  'src/vscode/commands.ts': "export const commandIds = ['agentMigrator.go', 'agentMigrator.stop'] as const;",
  'src/vscode/context-keys.ts': `
    const contextKeys = { 'agentMigrator.open': false, 'agentMigrator.never': false } as const;
    export class ContextKeys { set(key: keyof typeof contextKeys, value: boolean): void { void [key, value]; } }
  `,
};

describe('what the sources use by name', function () {
  this.timeout(60_000);

  it('is found through constants, unions and types, not by the looks of a string', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'source-usage-'));
    try {
      for (const [file, text] of Object.entries(sources)) {
        await mkdir(path.dirname(path.join(root, file)), { recursive: true });
        await writeFile(path.join(root, file), text);
      }
      const { mentions, ...usage } = readSourceUsage(root);
      assert.deepEqual(usage, {
        commandIds: ['agentMigrator.go', 'agentMigrator.stop'],
        contextKeys: ['agentMigrator.open', 'agentMigrator.never'],
        contextKeysSet: ['agentMigrator.open'],
        views: ['agentMigrator.list'],
        schemes: ['looking', 'glass'],
        ownIds: ['agentMigrator.status'],
      });
      assert.ok(mentions.some(({ id, where }) => id === 'agentMigrator.go' && where.endsWith('src/extension.ts:15')));
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
