import path from 'node:path';
import { readWorkspaceState } from '../../src/app/assess/read-workspace.js';
import { planMigration } from '../../src/app/plan/plan-migration.js';
import { completingStage } from '../../src/app/validation/completes-migration.js';
import type { WorkspacePorts } from '../../src/app/ports/workspace-ports.js';
import type { PlannedEdit } from '../../src/core/rewrite/plan.js';
import type { SourceFile } from '../../src/core/workspace/source-file.js';
import { WorkspaceIndex, type WorkspaceState } from '../../src/core/workspace/workspace-index.js';
import { declaredInAll, isExplained } from '../../src/core/validation/declared-changes.js';
import { ContractsInForce } from '../../src/app/contract/contract-in-force.js';
import { createLocalPorts } from '../../src/node/local-ports.js';
import { readBlob, readEntries, type CorpusEntry } from './corpus-entry.js';
import { configOf } from './corpus-workspace.js';
import { handedOverIn, type MigratedPair } from './migrated-pairs.js';

export interface PairList {
  readonly repository: string;
  /** File of the list. */
  readonly blobs: string;
  /** Text in the path. */
  readonly only: string;
}

interface Place {
  readonly ports: WorkspacePorts;
  readonly state: WorkspaceState;
}

const operation = { signal: new AbortController().signal };

/**
 * Every agent of a list that safe edits alone change, planned as in a workspace that holds it beside everything of the folder: who else
 * listens there and who uses it counts. Begins with agents that stand far from each other in the list.
 */
export async function* pairsOfList(
  folder: string,
  { repository, blobs, only }: PairList,
): AsyncGenerator<MigratedPair> {
  const distDir = path.resolve('dist');
  const ports = createLocalPorts({ root: folder, environment: process.env, distDir, mayBlock: true });
  try {
    const reading = { paths: [], noIgnore: false, useCache: true, config: configOf(folder) };
    const state = await readWorkspaceState(ports, reading, operation);
    for (const entry of spread(readEntries(blobs).filter((one) => one.path.includes(only)))) {
      const pair = await planned({ ports, state }, entry, readBlob(repository, entry.blob));
      if (pair) yield pair;
    }
  } finally {
    await ports.dispose();
  }
}

async function planned(
  { ports, state }: Place,
  entry: CorpusEntry,
  legacy: Uint8Array,
): Promise<MigratedPair | undefined> {
  const { path: file, classes, blob } = entry;
  const facts = await ports.questions.facts(file, legacy);
  if (!facts) return undefined;
  const source: SourceFile = { path: file, sha256: blob, sizeBytes: legacy.byteLength, facts };
  const scene = {
    config: state.config,
    tests: [],
    index: new WorkspaceIndex({ ...state, files: new Map(state.files).set(file, source) }),
  };
  const asked = { path: file, bytes: legacy, classes, through: 'integration', includeReview: false } as const;
  const { plan, stageBytes } = await planMigration(ports, scene, asked, operation);
  const migrated = stageBytes.at(-1);
  if (plan.refused || migrated === undefined || Buffer.from(legacy).equals(migrated)) return undefined;
  const { contract } = await new ContractsInForce(scene.config, scene.index, ports).of(source, operation);
  const versions = { path: file, classes, legacy, migrated };
  return {
    ...versions,
    contract,
    declared: declaredInAll(plan.stages.map((stage) => ({ ...stage, explained: isExplained(stage.checks) }))),
    isComplete: plan.stages.some(({ stage, edits }) => stage === completingStage && edits.some(isSafe)),
    handedOver: handedOverIn(versions),
  };
}

/** Taken without anybody having looked at it. */
const isSafe = ({ safety }: PlannedEdit): boolean => safety === 'safe';

/** All of them, every part of the order evenly early: the first few are a sample of the whole. */
function spread<T>(all: readonly T[]): readonly T[] {
  const golden = (Math.sqrt(5) - 1) / 2;
  return all
    .map((one, index) => ({ one, place: (index * golden) % 1 }))
    .sort((first, second) => first.place - second.place)
    .map(({ one }) => one);
}
