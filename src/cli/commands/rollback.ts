import type { RollbackEntry, RollbackReport } from '../../app/migration-report.js';
import type { MigrationStore } from '../../app/ports/migration-store.js';
import type { RollbackProposal } from '../../app/rollback/propose-rollback.js';
import { rollBack } from '../../app/rollback/roll-back.js';
import { wholeRuns } from '../../app/rollback/whole-runs.js';
import { positions } from '../../core/journal/record.js';
import { isStanding, type Migration } from '../../core/journal/replay.js';
import { askYesNo } from '../ask.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, worstOf, type ExitCode } from '../exit-codes.js';
import { relativeToWorkspace } from '../paths.js';
import { recoverFirst } from '../recover-first.js';
import { unifiedDiff } from '../text/unified-diff.js';

export const rollbackCommand = defineCommand({
  name: 'rollback',
  arguments: 'MIGRATION|FILE…',
  arity: { min: 1, max: Infinity },
  summary: 'Take migrations back, whole or to a stage; edits made since are kept',
  options: {
    to: { type: 'string', choices: positions, summary: 'Where to go back to; a stage means the file after it' },
    yes: { type: 'boolean', short: 'y', summary: 'Do without asking what would be asked about' },
    run: { type: 'boolean', summary: 'Also everything that was migrated in the same run' },
    'restore-deleted': { type: 'boolean', summary: 'Bring files back that were deleted since' },
    'dry-run': { type: 'boolean', summary: 'Show what would be done and write nothing' },
  },
  run: async (context, { values, positionals }) => {
    const { ports, output, json, operation } = context;
    const dryRun = values['dry-run'] === true;
    if (!dryRun) await recoverFirst(context);
    const named = positionals.map((written) => asTarget(context, written));
    const report = await rollBack(
      { ...ports.changes, files: ports.files },
      {
        targets: values.run === true ? await wholeRuns(ports.changes.store, named) : named,
        to: values.to ?? 'original',
        automatic: false,
        restoreDeleted: values['restore-deleted'] === true,
        dryRun,
        confirm: (proposal) => confirm(context, proposal, { dryRun, yes: values.yes === true }),
      },
      operation,
    );
    if (json) output.document(report);
    else output.text(await asText(report, ports.changes.store));
    if (operation.signal.aborted) return exitCodes.cancelled;
    return worstOf(report.rollbacks.map(exitCodeOf));
  },
});

/** Ids look like no path that anybody would write; everything else is a file. */
function asTarget(context: CommandContext, written: string): string {
  return /^[mrw]-[0-9a-f]{8,}$/u.test(written) ? written : relativeToWorkspace(context, written);
}

/** A merge, or a file that was renamed, is shown before anything is written, and asked about where somebody can answer. */
async function confirm(
  { output, operation }: CommandContext,
  proposal: RollbackProposal,
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<boolean> {
  if (proposal.kind !== 'merge' && proposal.kind !== 'restore') return true;
  const { target, renamedFrom, current, result } = proposal;
  const { path } = target;
  if (renamedFrom !== undefined) output.note(`${renamedFrom} was renamed: ${path} has its content.`);
  if (proposal.kind === 'merge') {
    const unparsed = proposal.parses === false ? ' It does not parse, as it did not before.' : '';
    output.note(`${path} was edited since.${unparsed} With those edits kept it becomes:`);
  }
  if (proposal.kind === 'merge' || dryRun) output.note(unifiedDiff(path, textOf(current?.bytes), textOf(result)));
  if (dryRun || yes || (proposal.kind === 'restore' && renamedFrom === undefined)) return true;
  return await askYesNo(`Write this to ${path}?`, { whenNobodyCanAnswer: true, signal: operation.signal });
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}

function exitCodeOf({ status }: RollbackEntry): ExitCode {
  return status === 'refused' || status === 'conflict' ? exitCodes.refused : exitCodes.done;
}

async function asText({ rollbacks, dryRun }: RollbackReport, store: Pick<MigrationStore, 'view'>): Promise<string> {
  const { history } = await store.view();
  const lines = rollbacks.map((entry) => {
    const below = history.migrations.filter((one) => one.path === entry.path && one.id !== entry.id && isStanding(one));
    return entryAsText(entry, dryRun === true, below);
  });
  return lines.join('');
}

/** `below`: what was migrated before and still stands, so that the file is not yet as it once was. */
function entryAsText(
  { id, path, to, status, reason, undo }: RollbackEntry,
  dryRun: boolean,
  below: readonly Migration[],
): string {
  const original = below.length === 0 ? 'the original' : `what it was before ${id ?? 'that'}`;
  const place = to === 'original' ? original : to;
  const back = `${dryRun ? 'would be' : 'is'} back at ${place}`;
  const words = {
    restored: back,
    merged: `${back}, with the edits made since`,
    conflict: dryRun ? 'would be left alone' : 'was left alone',
    unchanged: `is at ${place} already`,
    refused: dryRun ? 'would not be rolled back' : 'was not rolled back',
  };
  const isBack = to === 'original' && (status === 'restored' || status === 'merged');
  const more = isBack && below.length > 0 ? `; still below it: ${below.map((one) => one.id).join(', ')}` : '';
  const hint = undo === undefined ? '' : ` (undo with: rollback ${undo})`;
  return `${path} ${words[status]}${more}${reason === null ? '' : `: ${reason.message}`}${hint}\n`;
}
