import type { MigrationBegun, RollbackBegun } from '../../core/journal/record.js';
import type { Reason } from '../../core/reason.js';
import { failureReason } from '../../core/validation/failure-reason.js';
import { noteOfValidation } from '../../core/validation/validation-note.js';
import type { ChangePorts } from '../change-ports.js';
import type { Operation } from '../operation.js';
import type { StageChecks } from '../ports/in-place-validator.js';
import type { StoreSession } from '../ports/migration-store.js';
import { recover } from './recover.js';
import { systemReason } from '../system-reason.js';

export interface CarriedChange {
  readonly begun: MigrationBegun | RollbackBegun;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Permission bits of a file that comes back. */
  readonly newFileMode?: number | undefined;
  readonly label: string;
  /** Runs on the file in its place, before the change counts. */
  readonly validate?: () => Promise<readonly StageChecks[]>;
}

export type CarriedOut =
  | { readonly status: 'applied'; readonly begun: CarriedChange['begun']; readonly validated: readonly StageChecks[] }
  | { readonly status: 'refused'; readonly reason: Reason }
  | {
      readonly status: 'rolled-back';
      readonly begun: CarriedChange['begun'];
      /** The last of them failed. */
      readonly validated: readonly StageChecks[];
      readonly reason: Reason;
    };

type Ports = Pick<ChangePorts, 'applier' | 'settler'>;

/**
 * One change of one file under the lock of the store, from its checkpoints to its end record. `prepare` makes the checkpoints, or says why
 * the change must not be. A change that an error of the disk interrupts is finished or taken back at once where that is possible, and left for
 * recovery where it is not; the error is thrown unless the change was finished.
 */
export async function carryOut(
  ports: ChangePorts,
  purpose: string,
  prepare: (session: StoreSession) => Promise<CarriedChange | Reason>,
  operation: Operation,
): Promise<CarriedOut> {
  let begun: CarriedChange['begun'] | undefined;
  try {
    const session = await ports.store.open(purpose, operation);
    try {
      const change = await prepare(session);
      if ('code' in change) return { status: 'refused', reason: change };
      begun = change.begun;
      return await carry(ports, session, change);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (begun === undefined || systemReason(error, begun.path) === undefined) throw error;
    // Not cancellable: a change that has begun comes to an end.
    const { recovered } = await recover(ports, [], { signal: new AbortController().signal });
    if (recovered.find(({ id }) => id === begun?.id)?.action !== 'finished') throw error;
    return { status: 'applied', begun, validated: [] };
  }
}

async function carry(ports: Ports, session: StoreSession, change: CarriedChange): Promise<CarriedOut> {
  const { begun } = change;
  await session.append(begun);
  const outcome = await ports.applier.apply({
    path: begun.path,
    transaction: begun.id,
    expectedSha256: begun.kind === 'rollback-begun' && begun.restoresDeleted ? null : begun.before.sha256,
    before: change.before,
    after: change.after,
    newFileMode: change.newFileMode,
    label: change.label,
  });
  if (outcome.status === 'refused') return await endUndone(ports, session, change, outcome.reason);
  const validated = await validateInPlace(ports, session, change);
  for (const checks of validated) await session.append(noteOfValidation(begun.id, checks));
  const failure = failureOf(validated);
  if (failure) {
    const refused = await takeBack(ports, session, change, failure.message);
    if (refused) return { status: 'refused', reason: refused };
    return { status: 'rolled-back', begun, validated, reason: failure };
  }
  const settlement = await settle(ports, change);
  if (settlement.status === 'clean') {
    await session.append({ kind: 'committed', id: begun.id });
    return { status: 'applied', begun, validated };
  }
  const message = `${begun.path} was saved by another program while it was being replaced; that version stands.`;
  return await endUndone(ports, session, change, { code: 'stale', message });
}

async function endUndone(
  ports: Ports,
  session: StoreSession,
  change: CarriedChange,
  reason: Reason,
): Promise<CarriedOut> {
  const settlement = await settle(ports, change);
  const where = settlement.status === 'kept-aside' ? ` Another version of it is kept at ${settlement.path}.` : '';
  const told = { ...reason, message: `${reason.message}${where}` };
  await session.append({ kind: 'undone', id: change.begun.id, because: told.message });
  return { status: 'refused', reason: told };
}

/** What cannot be validated to the end, because that was cancelled or went wrong, does not stay either. */
async function validateInPlace(
  ports: Ports,
  session: StoreSession,
  change: CarriedChange,
): Promise<readonly StageChecks[]> {
  try {
    return (await change.validate?.()) ?? [];
  } catch (error) {
    await takeBack(ports, session, change, 'It could not be validated to the end.');
    throw error;
  }
}

function failureOf(validated: readonly StageChecks[]): Reason | undefined {
  for (const { stage, checks } of validated) {
    const reason = failureReason(stage, checks);
    if (reason) return reason;
  }
  return undefined;
}

/** Only a file that still is what we wrote is put back; anything else stays for recovery to ask about, with the reason. */
async function takeBack(
  ports: Ports,
  session: StoreSession,
  change: CarriedChange,
  because: string,
): Promise<Reason | undefined> {
  const { begun, before, after } = change;
  await settle(ports, change);
  const outcome = await ports.applier.apply({
    path: begun.path,
    transaction: begun.id,
    expectedSha256: begun.after.sha256,
    before: after,
    after: before,
    label: `Take back: ${change.label}`,
  });
  if (outcome.status === 'refused') {
    await session.append({ kind: 'asked', id: begun.id, because: outcome.reason.message });
    return outcome.reason;
  }
  await ports.settler.settle({
    path: begun.path,
    transaction: begun.id,
    beforeSha256: begun.after.sha256,
    afterSha256: begun.before.sha256,
  });
  await session.append({ kind: 'undone', id: begun.id, because });
  return undefined;
}

async function settle({ settler }: Ports, { begun }: CarriedChange) {
  return await settler.settle({
    path: begun.path,
    transaction: begun.id,
    beforeSha256: begun.before.sha256,
    afterSha256: begun.after.sha256,
  });
}
