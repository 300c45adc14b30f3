import { anyDamage, everyPoint, type CrashCount } from '../support/store/crash-points.js';
import { crashScenarios } from '../support/store/crash-scenarios.js';
import { disturbSteps, type StepTrials } from '../support/store/killed-steps.js';
import { stepScenarios } from '../support/store/step-scenarios.js';
import { whyNotKilled } from '../support/store/why-not-killed.js';
import { wrongParts } from '../support/store/wrong-parts.js';
import { judged, type Outcome, type Part } from './part.js';

const errors = ['ENOSPC', 'EIO', 'EMFILE', 'EXDEV', 'EROFS', 'EACCES'];

/** Power cuts at one operation, in order and by chance; most operations have fewer states. */
const cuts = 400;

export const crashes: readonly Part[] = [
  { id: 'kills', promise: 'a process killed at a system call loses nothing', run: kills },
  { id: 'call-errors', promise: 'a system call that fails, once or from then on, damages nothing', run: callErrors },
  {
    id: 'points',
    promise: 'crashes, power cuts and errors at the operations of every journey lose nothing',
    run: points,
  },
  { id: 'crash-controls', promise: 'each of those finds the damage that a wrong store does', run: controls },
];

async function kills(every: number, signal: AbortSignal): Promise<Outcome> {
  const skipped = await whyNotKilled();
  if (skipped !== undefined) return { result: 'skipped', lines: [skipped] };
  const options = { every, faults: [{ fault: 'signal=KILL' as const }], lanes: 4, signal };
  return ofSteps(await disturbSteps(stepScenarios(), options));
}

async function callErrors(every: number, signal: AbortSignal): Promise<Outcome> {
  const skipped = await whyNotKilled();
  if (skipped !== undefined) return { result: 'skipped', lines: [skipped] };
  const scenarios = stepScenarios().filter(({ name }) => name.includes('1 file, 1 stage'));
  const once = errors.map((code) => ({ fault: `error=${code}` as const }));
  const lasting = errors.map((code) => ({ fault: `error=${code}` as const, sticky: true }));
  const faults = [...once, ...lasting, { fault: 'retval=7' as const }];
  return ofSteps(await disturbSteps(scenarios, { every: every * 3, faults, lanes: 4, signal }));
}

function ofSteps({ points: tried, killed, damages }: StepTrials): Outcome {
  const wrong = damages.map(
    ({ scenario, injection: { call, fault }, problems }) =>
      `${scenario}, ${fault} at ${call.name} ${call.number}: ${problems.join('; ')}`,
  );
  return judged([`${tried} points, ${killed} processes killed, ${damages.length} damaged`], wrong);
}

async function points(every: number, signal: AbortSignal): Promise<Outcome> {
  const counts = await everyPoint({ every, cuts, signal });
  const kinds = Object.entries<CrashCount>({ ...counts });
  const { exhausted, chosen } = counts['power cut'];
  return judged(
    [
      ...kinds.map(([kind, { points: tried, damages }]) => `${kind}: ${tried} points, ${damages.length} damaged`),
      `power cuts: distinct states; all of them at ${exhausted} operations, chosen ones at ${chosen}`,
    ],
    kinds.flatMap(([, { damages }]) =>
      damages.map(({ scenario, crash, problems }) => `${scenario}, ${crash}: ${problems.join('; ')}`),
    ),
  );
}

async function controls(): Promise<Outcome> {
  const scenarios = crashScenarios().filter(({ name }) => /^(?:migrating three files|a rollback)$/u.test(name));
  const lines: string[] = [];
  const missed: string[] = [];
  for (const [name, parts] of Object.entries(wrongParts)) {
    const counts = await everyPoint({ every: 5, cuts: 20, scenarios, parts });
    const damaged = Object.entries<CrashCount>({ ...counts }).map(
      ([kind, { points: tried, damages }]) => `${kind} ${damages.length} of ${tried}`,
    );
    lines.push(`${name}: ${damaged.join(', ')} damaged`);
    if (!anyDamage(counts)) missed.push(`${name} is not found out`);
  }
  return judged(lines, missed);
}
