import { isSkipped } from '../../core/validation/check-outcomes.js';
import { checkIds, type CheckId, type CheckResult } from '../../core/validation/check-result.js';
import type { StageChecks, WrittenMigration } from '../ports/in-place-validator.js';

/** They run the agent, which takes seconds. */
const running: readonly CheckId[] = ['functionality', 'performance'];
const looking = checkIds.filter((id) => !running.includes(id));

/** Carries out checks on what the stage of that index led to. */
type CheckStage = (index: number, only: readonly CheckId[]) => Promise<readonly CheckResult[]>;

interface Checked extends StageChecks {
  readonly index: number;
}

/**
 * Every stage is looked at; run is what the last sound one led to, and those before it only when that fails, to find the one that is to
 * blame. Ends with the first stage that fails.
 */
export async function validateStages(
  { before, stages }: WrittenMigration,
  check: CheckStage,
): Promise<readonly StageChecks[]> {
  const sound: Checked[] = [];
  let broken: Checked | undefined;
  let sha256 = before.sha256;
  for (const [index, stage] of stages.entries()) {
    // A stage that changed nothing has nothing new to be checked.
    if (stage.sha256 === sha256 && index < stages.length - 1) continue;
    sha256 = stage.sha256;
    const looked = { stage: stage.stage, sha256, index, checks: await check(index, looking) };
    if (fails(looked)) broken = withoutRunning(looked, 'It fails a check that runs nothing.');
    if (broken) break;
    sound.push(looked);
  }
  const validated = await runBackwards(sound, check);
  const all = broken && !validated.some(fails) ? [...validated, broken] : validated;
  return all.map(({ stage, sha256: of, checks }) => ({ stage, sha256: of, checks }));
}

async function runBackwards(sound: readonly Checked[], check: CheckStage): Promise<readonly Checked[]> {
  const earlier = sound.slice(0, -1);
  const last = sound.at(-1);
  if (last === undefined) return [];
  const end = await withRunning(last, check);
  if (!fails(end)) return [...earlier.map((one) => withoutRunning(one, `Run with what ${last.stage} led to.`)), end];
  const validated: Checked[] = [];
  for (const one of earlier) {
    const whole = await withRunning(one, check);
    validated.push(whole);
    if (fails(whole)) return validated;
  }
  return [...validated, end];
}

const fails = ({ checks }: Checked): boolean => checks.some(({ status }) => status === 'fail');

async function withRunning(one: Checked, check: CheckStage): Promise<Checked> {
  return { ...one, checks: inOrder([...one.checks, ...(await check(one.index, running))]) };
}

function withoutRunning(one: Checked, reason: string): Checked {
  return { ...one, checks: inOrder([...one.checks, ...running.map((id) => isSkipped(id, reason))]) };
}

function inOrder(checks: readonly CheckResult[]): readonly CheckResult[] {
  return checks.toSorted((one, other) => checkIds.indexOf(one.id) - checkIds.indexOf(other.id));
}
