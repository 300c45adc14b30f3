import type { Stage } from '../../../src/core/rewrite/stage.js';
import { migratedOf, originalOf, type StoreStep } from './store-step.js';
import type { SystemCall } from './traced-step.js';

type Action = Pick<StoreStep, 'kind' | 'files' | 'through' | 'laterMs'>;

/** Steps on a workspace of which the last is disturbed. */
export interface StepScenario {
  readonly name: string;
  readonly files: readonly string[];
  readonly prepare: readonly Action[];
  /** The last of the preparing steps is killed at the call that this picks. */
  readonly killPreparing?: (calls: readonly SystemCall[]) => SystemCall | undefined;
  readonly disturbed: Action;
  /** What a file may have after recovery. */
  readonly allowed: (file: string) => readonly string[];
}

const hourMs = 60 * 60 * 1000;
const beyondRetentionMs = 40 * 24 * hourMs;

export function stepScenarios(): readonly StepScenario[] {
  return [1, 3, 20].flatMap((count) =>
    (['infrastructure', 'integration'] as const).flatMap((through) => scenariosOf(count, through)),
  );
}

function scenariosOf(count: number, through: Stage): readonly StepScenario[] {
  const files = Array.from({ length: count }, (_, index) => `agent_${index}.py`);
  const action = (kind: StoreStep['kind'], laterMs = hourMs): Action => ({ kind, files, through, laterMs });
  const either = (file: string): readonly string[] => [originalOf(file), migratedOf(file, through)];
  const size = `${count} ${count === 1 ? 'file' : 'files'}, ${through === 'integration' ? 3 : 1} stages`;
  return [
    { name: `migrate, ${size}`, files, prepare: [], disturbed: action('migrate'), allowed: either },
    {
      name: `rollback, ${size}`,
      files,
      prepare: [action('migrate')],
      disturbed: action('rollback'),
      allowed: either,
    },
    {
      name: `recover what was out of its place, ${size}`,
      files,
      prepare: [action('migrate')],
      killPreparing: publishing,
      disturbed: action('recover'),
      allowed: either,
    },
    {
      name: `recover what was not validated yet, ${size}`,
      files,
      prepare: [action('migrate and validate')],
      killPreparing: afterPublishing,
      disturbed: action('recover'),
      allowed: either,
    },
    {
      name: `gc, ${size}`,
      files,
      prepare: [action('migrate'), action('rollback')],
      disturbed: action('gc', beyondRetentionMs),
      allowed: (file) => [originalOf(file)],
    },
    {
      name: `gc that empties the trash, ${size}`,
      files,
      prepare: [action('migrate'), action('rollback'), action('gc', beyondRetentionMs)],
      disturbed: action('gc', 2 * beyondRetentionMs),
      allowed: (file) => [originalOf(file)],
    },
  ];
}

function isPublishing({ name, text }: SystemCall): boolean {
  return name.startsWith('link') && /\/agent_\d+\.py"/u.test(text);
}

/** The last moment in which a file is out of its place. */
function publishing(calls: readonly SystemCall[]): SystemCall | undefined {
  return calls.findLast(isPublishing);
}

/** The new content stands; the end of the change is not recorded. */
function afterPublishing(calls: readonly SystemCall[]): SystemCall | undefined {
  const from = calls.findLastIndex(isPublishing);
  return calls.slice(from).find(({ name, text }) => name === 'openat' && text.includes('O_APPEND'));
}
