import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defaultPythonContract } from '../../../../src/core/contract/default-profile.js';
import type { ParallelOutcome } from '../../../../src/core/validation/functionality/compare-traces.js';
import { createParallelTest } from '../../../../src/node/validation/parallel-test/parallel-test.js';
import { harnesses } from '../../../support/harnesses.js';
import { noModules } from '../../../support/no-modules.js';
import { base, type versions } from './work-agent.js';

export type Versions = ReturnType<typeof versions>;

/** A folder with the base class of `versions`. */
export function pythonWorkspace(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'parallel-test-'));
  writeIn(root, 'common/core/base_agent.py', base);
  return root;
}

export function writeIn(root: string, file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

/** Runs both versions of `agents/work_agent.py` side by side. */
export async function runPythonPair(root: string, { legacy, migrated }: Versions): Promise<ParallelOutcome> {
  writeIn(root, 'agents/work_agent.py', migrated);
  const test = createParallelTest({
    workspaceRoot: root,
    harnesses,
    environment: process.env,
    runnableModules: noModules,
  });
  const request = {
    path: 'agents/work_agent.py',
    legacy: Buffer.from(legacy),
    migrated: Buffer.from(migrated),
    isComplete: true,
    classes: ['WorkAgent'],
    handedOver: {},
    contract: defaultPythonContract,
    interpreter: { name: 'CPython', command: ['python3'] } as const,
    findModule: () => undefined,
  };
  return await test.run(request, { signal: new AbortController().signal });
}
