import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Contract } from '../../src/core/contract/contract.js';
import { defaultPythonContract } from '../../src/core/contract/default-profile.js';
import { defaultTypeScriptContract } from '../../src/core/contract/default-typescript-profile.js';
import type { PlanCheck } from '../../src/core/rewrite/plan.js';
import type { LanguageId } from '../../src/core/facts/source-facts.js';
import { languageOfPath } from '../../src/core/workspace/workspace-modules.js';
import { completingStage } from '../../src/app/validation/completes-migration.js';
import { declaredInAll, isExplained, type DeclaredChanges } from '../../src/core/validation/declared-changes.js';
import { handedOverMethods } from '../../src/core/validation/functionality/handed-over-methods.js';
import { readingOf } from '../../src/languages/read-source.js';
import { runBuiltCli } from '../support/cli.js';

/** One file before and after its migration, in a workspace that has its base class. */
export interface MigratedPair {
  readonly path: string;
  readonly classes: readonly string[];
  readonly legacy: Uint8Array;
  readonly migrated: Uint8Array;
  readonly contract: Contract;
  readonly declared: DeclaredChanges;
  /** The last stage changed something: the agent ends what its base has begun. */
  readonly isComplete: boolean;
  readonly handedOver: ReturnType<typeof handedOverMethods>;
}

type MigratedStage = DeclaredChanges & { readonly stage: string; readonly status: string };

interface MigratedFile {
  readonly path: string;
  readonly classes: readonly string[];
  readonly status: string;
  readonly stages: readonly MigratedStage[];
  /** Proofs of the last stage. */
  readonly checks: readonly PlanCheck[];
}

/** Every file of a folder that the built command line migrates, in a copy of it. */
export async function pairsOfFolder(folder: string): Promise<readonly MigratedPair[]> {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'agent-migrator-pairs-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const asked = { cwd: copy };
    const { migrations } = JSON.parse((await runBuiltCli(['migrate', '.', '--json'], asked)).stdout) as {
      migrations: readonly MigratedFile[];
    };
    const contracts = await contractsOf(
      migrations.map(({ path: file }) => file),
      copy,
    );
    return migrations
      .filter(({ status }) => status === 'applied' || status === 'partial')
      .map(({ path: file, classes, stages, checks }) => {
        const [legacy, migrated] = [folder, copy].map((root) => readFileSync(path.join(root, file))) as [
          Buffer,
          Buffer,
        ];
        const versions = { path: file, classes, legacy, migrated };
        const isComplete = stages.some(({ stage, status: done }) => stage === completingStage && done === 'applied');
        // Nothing but safe edits was carried out in any stage.
        const explained = isExplained(checks);
        const declared = declaredInAll(stages.map((stage) => ({ ...stage, explained })));
        const contract = contracts[languageOfPath(file)];
        return { ...versions, contract, declared, isComplete, handedOver: handedOverIn(versions) };
      });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The contract in force for each language, as the command line says it of a file. */
async function contractsOf(files: readonly string[], cwd: string): Promise<Readonly<Record<LanguageId, Contract>>> {
  const of = async (language: LanguageId, otherwise: Contract): Promise<Contract> => {
    const file = files.find((one) => languageOfPath(one) === language);
    if (file === undefined) return otherwise;
    const { stdout } = await runBuiltCli(['contract', file, '--json'], { cwd });
    return (JSON.parse(stdout) as { contract: Contract }).contract;
  };
  return {
    python: await of('python', defaultPythonContract),
    typescript: await of('typescript', defaultTypeScriptContract),
  };
}

export function handedOverIn({
  path: file,
  classes,
  legacy,
  migrated,
}: Pick<MigratedPair, 'path' | 'classes' | 'legacy' | 'migrated'>): MigratedPair['handedOver'] {
  const [before, after] = [legacy, migrated].map((bytes) => readingOf(file)?.fromBytes(bytes, file));
  if (!before || !after) throw new Error(`${file} is in no language that is known here.`);
  return handedOverMethods(before, after, classes);
}
