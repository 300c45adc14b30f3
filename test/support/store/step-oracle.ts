import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { recover } from '../../../src/app/migrate/recover.js';
import { operation, type RealWorkspace } from './real-workspace.js';
import type { StepScenario } from './step-scenarios.js';
import { originalOf, sha256OfText, takeStep, workspaceOf, type StoreStep, type Told } from './store-step.js';

/** How many of the files that stand migrated are rolled back to see that they can be. */
const rolledBack = 3;

/** Recovers after a step that was disturbed and says everything that is not as promised; nothing when all is well. */
export async function findStepDamage(scenario: StepScenario, step: StoreStep, told: Told): Promise<readonly string[]> {
  const workspace = workspaceOf(step);
  try {
    const { recovered } = await recover(workspace.ports, [], operation);
    const asked = recovered
      .filter(({ action }) => action === 'ask')
      .map(({ reason }) => `asked: ${reason?.message ?? ''}`);
    const again = await recover(workspace.ports, [], operation);
    return [
      ...asked,
      ...(again.recovered.length > 0 ? ['recovering again did something again'] : []),
      ...(await fileProblems(scenario, step, told)),
      ...(await storeProblems(workspace)),
      ...(await rollbackProblems(scenario, step, workspace)),
      ...(await leftovers(scenario, step)),
    ];
  } catch (error) {
    return [`recovery failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

async function fileProblems(
  { files, allowed }: StepScenario,
  { root }: StoreStep,
  told: Told,
): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const content = await contentOf(root, file);
      if (content === undefined || !allowed(file).includes(content)) return [`${file} is neither old nor new`];
      const promised = told[file];
      const isKept = promised === undefined || promised === sha256OfText(content);
      return isKept ? [] : [`${file} is not what the user was told`];
    }),
  );
  return found.flat();
}

async function storeProblems({ ports, keeper }: RealWorkspace): Promise<readonly string[]> {
  const { history } = await ports.store.view();
  const open = [...history.migrations, ...history.rollbacks].filter(
    ({ state }) => state === 'unfinished' || state === 'conflict',
  );
  const { problems } = await keeper.verify(operation);
  const lost = problems.filter(({ kind }) => kind !== 'one-copy').map(({ message }) => message);
  return [...open.map(({ id, state }) => `${id} stays ${state}`), ...lost];
}

/** Whatever stands migrated can be taken back. */
async function rollbackProblems(
  { files }: StepScenario,
  step: StoreStep,
  { ports }: RealWorkspace,
): Promise<readonly string[]> {
  const { history } = await ports.store.view();
  const standing = new Set(history.migrations.filter(({ state }) => state === 'applied').map(({ path: file }) => file));
  const tried = [...files.filter((file) => standing.has(file))].slice(-rolledBack);
  await takeStep({ ...step, kind: 'rollback', files: tried });
  const contents = await Promise.all(tried.map((file) => contentOf(step.root, file)));
  return tried
    .filter((file, index) => contents[index] !== originalOf(file))
    .map((file) => `${file} cannot be rolled back`);
}

async function leftovers({ files }: StepScenario, { root }: StoreStep): Promise<readonly string[]> {
  const expected = new Set([...files, '.agent-migrator']);
  return (await readdir(root)).filter((name) => !expected.has(name)).map((name) => `left behind: ${name}`);
}

async function contentOf(root: string, file: string): Promise<string | undefined> {
  return await readFile(path.join(root, file), 'latin1').catch(() => undefined);
}
