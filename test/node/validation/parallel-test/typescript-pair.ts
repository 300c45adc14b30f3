import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defaultTypeScriptContract } from '../../../../src/core/contract/default-typescript-profile.js';
import type { ParallelTest } from '../../../../src/app/ports/parallel-test.js';
import type { ParallelOutcome } from '../../../../src/core/validation/functionality/compare-traces.js';
import { ModuleSettings } from '../../../../src/core/workspace/module-settings.js';
import { TypeScriptModules } from '../../../../src/core/workspace/typescript-modules.js';
import { harnesses } from '../../../support/harnesses.js';
import { runnableModule } from '../../../../src/languages/typescript/runnable/runnable-module.js';
import {
  createParallelTest,
  type ParallelTestOptions,
} from '../../../../src/node/validation/parallel-test/parallel-test.js';

/** A folder with the base class of the example fleet. */
export function typescriptWorkspace(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'parallel-test-'));
  cpSync('media/example-fleet/common', path.join(root, 'common'), { recursive: true });
  mkdirSync(path.join(root, 'agents'));
  return root;
}

export function typescriptTest(
  root: string,
  more: Partial<Pick<ParallelTestOptions, 'environment' | 'limits'>> = {},
): ParallelTest {
  return createParallelTest({
    workspaceRoot: root,
    harnesses,
    environment: process.env,
    runnableModules: { make: (request) => Promise.resolve(runnableModule(request, true)) },
    ...more,
  });
}

/** Runs both versions of `agents/work-agent.ts` side by side. */
export async function runPair(
  root: string,
  { legacy, migrated }: { readonly legacy: string; readonly migrated: string },
  test = typescriptTest(root),
): Promise<ParallelOutcome> {
  const file = 'agents/work-agent.ts';
  writeFileSync(path.join(root, file), migrated);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const finder = new TypeScriptModules(names, new ModuleSettings([]));
  const request = {
    path: file,
    legacy: Buffer.from(legacy),
    migrated: Buffer.from(migrated),
    isComplete: true,
    classes: ['WorkAgent'],
    handedOver: {},
    contract: defaultTypeScriptContract,
    interpreter: { name: 'Node.js', command: [process.execPath] } as const,
    findModule: (specifier: string, importer: string) => finder.find(specifier, importer),
  };
  return await test.run(request, { signal: new AbortController().signal });
}
