import { counted } from '../../core/text/counted.js';
import { applyRollback } from '../../app/rollback/apply-rollback.js';
import type { Operation } from '../../app/operation.js';
import { proposeRollback } from '../../app/rollback/propose-rollback.js';
import type { RollbackProposal } from '../../app/rollback/propose-rollback.js';
import { rollBack } from '../../app/rollback/roll-back.js';
import { shownText } from '../migrate/round-trip.js';
import { inBackground } from '../in-background.js';
import { withCancellableProgress } from '../progress.js';
import { aimAt } from './rollback-aim.js';
import type { MigrationOfFolder, RollbackAim } from './rollback-aim.js';
import type { RollbackParts } from './rollback-parts.js';
import { rollbackPlaces } from './rollback-places.js';

interface Proposed {
  readonly aim: RollbackAim;
  readonly proposal: RollbackProposal;
}

/** A rollback that waits for an answer, or is not possible, and why. */
interface LeftAlone {
  readonly aim: RollbackAim;
  readonly message: string;
}

/**
 * Rolling back several agents: what still is as we wrote it goes back exactly, what was edited since is merged and shown first, and
 * whatever needs an answer is left alone and listed.
 */
export class SeveralRollbacks {
  constructor(
    private readonly parts: RollbackParts,
    /** Rolls one of them back, with all its questions. */
    private readonly rollBackOne: (aim: RollbackAim) => Promise<void>,
  ) {}

  async run(targets: readonly MigrationOfFolder[]): Promise<void> {
    const aims = await this.chooseAims(targets);
    if (aims === undefined) return;
    const proposed = await withCancellableProgress(`Looking at ${counted(aims.length, 'agent')}`, (operation) =>
      proposeAll(aims, operation),
    );
    if (proposed.some(({ proposal }) => proposal.kind === 'merge')) await this.showMerges(proposed);
    else await this.applyAll(proposed);
  }

  /** The places that all of the files have, by their titles: a place of one file may be of an earlier migration than that of another. */
  private async chooseAims(targets: readonly MigrationOfFolder[]): Promise<readonly RollbackAim[] | undefined> {
    const places = targets.map((target) =>
      rollbackPlaces(this.parts.log.historyOf(target.engine), target.migration).map((place) => ({ target, ...place })),
    );
    const [first, ...others] = places;
    const common = (first ?? []).filter(({ title }) =>
      others.every((one) => one.some((place) => place.title === title)),
    );
    const items = common.map(({ title }) => ({ label: `$(discard) ${title}`, title }));
    const options = {
      title: `Roll back ${counted(targets.length, 'agent')}`,
      placeholder: 'How far back? Your own later edits are kept',
    };
    const chosen = await this.parts.dialogs.pick(items, options);
    if (chosen === undefined) return undefined;
    return places.flatMap((ofFile) => {
      const place = ofFile.find(({ title }) => title === chosen.title);
      return place === undefined ? [] : [aimAt({ ...place.target, migration: place.migration }, place.position)];
    });
  }

  /** Nothing is written, of any of them, before the merged ones have been looked at. */
  private async showMerges(proposed: readonly Proposed[]): Promise<void> {
    const pages = proposed.flatMap(({ aim, proposal }) => {
      if (proposal.kind !== 'merge') return [];
      const before = shownText(proposal.current?.bytes ?? new Uint8Array());
      const after = shownText(proposal.result);
      return [{ title: `${aim.title}: your later edits kept`, path: aim.path, before, after }];
    });
    const title = `Roll back ${counted(proposed.length, 'agent')}, later edits of ${pages.length} kept`;
    const id: string = await this.parts.previews.openCombined({
      kind: 'rollback',
      title,
      pages,
      apply: async () => {
        await this.applyAll(proposed);
        await this.parts.previews.close(id);
      },
    });
  }

  private async applyAll(proposed: readonly Proposed[]): Promise<void> {
    this.parts.assertTrusted();
    try {
      const left = await withCancellableProgress(`Rolling back ${counted(proposed.length, 'agent')}`, (operation) =>
        applyEach(proposed, operation),
      );
      if (left.length > 0) inBackground(this.parts.failures, () => this.tellLeft(left, proposed.length));
    } finally {
      await this.parts.log.refresh();
    }
  }

  private async tellLeft(left: readonly LeftAlone[], outOf: number): Promise<void> {
    const message = `${left.length} of ${counted(outOf, 'agent')} were not rolled back.`;
    const show = 'Show Reasons';
    if ((await this.parts.dialogs.notify('warning', message, show)) !== show) return;
    const items = left.map((one) => ({ label: one.aim.title, description: one.aim.path, detail: one.message, ...one }));
    const picked = await this.parts.dialogs.pick(items, { title: message, placeholder: 'Go on with one of them' });
    if (picked !== undefined) await this.rollBackOne(picked.aim);
  }
}

async function proposeAll(aims: readonly RollbackAim[], operation: Operation): Promise<readonly Proposed[]> {
  const proposed: Proposed[] = [];
  for (const [done, aim] of aims.entries()) {
    operation.signal.throwIfAborted();
    operation.onProgress?.({ done, total: aims.length, label: aim.path });
    const request = { named: aim.id, to: aim.to, automatic: false, restoreDeleted: false };
    proposed.push({ aim, proposal: await proposeRollback(aim.engine.ports, request, operation) });
  }
  return proposed;
}

async function applyEach(proposed: readonly Proposed[], operation: Operation): Promise<readonly LeftAlone[]> {
  const left: LeftAlone[] = [];
  for (const [done, one] of proposed.entries()) {
    const { aim, proposal } = one;
    if (operation.signal.aborted) {
      left.push({ aim, message: 'It was not begun before you cancelled.' });
      continue;
    }
    operation.onProgress?.({ done, total: proposed.length, label: aim.path });
    const message = questionOf(proposal) ?? (await applyOne(one, operation));
    if (message !== undefined) left.push({ aim, message });
  }
  return left;
}

/** Why it was left alone, wholly or in part; `undefined` when it went back all the way. */
async function applyOne({ aim, proposal }: Proposed, operation: Operation): Promise<string | undefined> {
  const { ports } = aim.engine;
  const { status, reason } = await applyRollback(ports, proposal, operation);
  if (status === 'refused') return reason?.message;
  if (proposal.onTop === undefined) return undefined;
  const isExact = ({ kind }: RollbackProposal): boolean => kind === 'restore' || kind === 'unchanged';
  const request = { targets: [aim.id], to: aim.to, automatic: false, restoreDeleted: false };
  const confirm = (next: RollbackProposal): Promise<boolean> => Promise.resolve(isExact(next));
  const { rollbacks } = await rollBack(ports, { ...request, confirm }, operation);
  const left = rollbacks.find((entry) => entry.status === 'refused');
  if (left === undefined || left.reason?.code !== 'cancelled') return left?.reason?.message;
  return 'Its later stages are taken back. Roll it back once more to see how the earlier ones merge with your edits.';
}

/** What a person has to be asked first; `undefined` when nothing. */
function questionOf(proposal: RollbackProposal): string | undefined {
  if (proposal.kind === 'conflict') return proposal.reason.message;
  if (proposal.kind !== 'restore' || proposal.renamedFrom === undefined) return undefined;
  return `${proposal.renamedFrom} seems to be ${proposal.target.path} now.`;
}
