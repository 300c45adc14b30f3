import type { InPlaceValidator } from '../../../src/app/ports/in-place-validator.js';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { applyRollback } from '../../../src/app/rollback/apply-rollback.js';
import { migrate } from '../../../src/app/migrate/migrate.js';
import type { Applier } from '../../../src/app/ports/applier.js';
import { proposeRollback } from '../../../src/app/rollback/propose-rollback.js';
import { recover } from '../../../src/app/migrate/recover.js';
import { stages, type Stage } from '../../../src/core/rewrite/stage.js';
import { operation, wholeMigration, workspaceAt, type RealWorkspace } from './real-workspace.js';

/** One thing that a user asks for, or that happens by itself; data, so that a process of its own can be told to do it. */
export interface StoreStep {
  readonly root: string;
  readonly state: string;
  readonly kind: 'migrate' | 'migrate and validate' | 'rollback' | 'recover' | 'gc';
  readonly files: readonly string[];
  readonly through: Stage;
  /** Sees the world so much later: files are at rest, and what was taken back is old. */
  readonly laterMs: number;
  /** A known-bad way of putting content into a file: over the old, in its place. */
  readonly wrong?: 'in place';
}

/** What each file surely has now, because the user was told so, as SHA-256. */
export type Told = Readonly<Record<string, string>>;

export async function takeStep(step: StoreStep): Promise<Told> {
  const workspace = workspaceOf(step);
  switch (step.kind) {
    case 'migrate':
    case 'migrate and validate':
      return await migrateFiles(workspace, step);
    case 'rollback':
      return await rollBackFiles(workspace, step);
    case 'recover':
      await recover(workspace.ports, [], operation);
      return {};
    case 'gc':
      await workspace.keeper.collect(operation);
      return {};
  }
}

export function workspaceOf({ root, state, laterMs, wrong }: StoreStep): RealWorkspace {
  const clock = { nowMs: () => Date.now() + laterMs, monotonicMs: () => performance.now() };
  const workspace = workspaceAt(root, state, { clock });
  if (wrong === undefined) return workspace;
  const { applier } = workspace.ports;
  const inPlace: Applier = {
    precheck: (file, expected) => applier.precheck(file, expected),
    apply: async (change) => {
      const file = await open(path.join(root, change.path), 'w');
      await file.chmod(0o644);
      await file.writeFile(change.after);
      await file.close();
      return { status: 'applied' };
    },
  };
  return { ...workspace, ports: { ...workspace.ports, applier: inPlace } };
}

async function migrateFiles({ ports }: RealWorkspace, { kind, files, through }: StoreStep): Promise<Told> {
  const checks = [{ id: 'compile', status: 'pass', detail: 'yes', findings: [] }] as const;
  const validate: InPlaceValidator = ({ stages }) =>
    Promise.resolve(stages.map(({ stage, sha256 }) => ({ stage, sha256, checks })));
  const used = kind === 'migrate' ? ports : { ...ports, validate };
  const { migrations } = await migrate(used, { ...wholeMigration, through, paths: files }, operation);
  const done = migrations.filter(({ status }) => status === 'applied');
  return Object.fromEntries(done.map(({ path, after }) => [path, after?.sha256 ?? '']));
}

async function rollBackFiles({ ports }: RealWorkspace, { files }: StoreStep): Promise<Told> {
  const told: Record<string, string> = {};
  for (const named of files) {
    const request = { named, to: 'original' as const, automatic: false, restoreDeleted: false };
    const entry = await applyRollback(ports, await proposeRollback(ports, request, operation), operation);
    if (entry.status === 'restored') told[entry.path] = entry.after?.sha256 ?? '';
  }
  return told;
}

/** The file before any step. */
export function originalOf(file: string): string {
  return `class Agent:\n    name = '${file}'\n    port = 1\n`;
}

export function migratedOf(file: string, through: Stage): string {
  const done = stages.slice(0, stages.indexOf(through) + 1);
  return `${done.map((stage) => `# ${stage}\n`).join('')}${originalOf(file)}`;
}

export function sha256OfText(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}
