import type { RollbackEntry } from '../../app/migration-report.js';
import type { RollbackProposal } from '../../app/propose-rollback.js';
import { rollBack } from '../../app/roll-back.js';
import { positions } from '../../core/journal/record.js';
import { askYesNo } from '../ask.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, worstOf, type ExitCode } from '../exit-codes.js';
import { relativeToWorkspace } from '../paths.js';
import { recoverFirst } from '../recover-first.js';
import { unifiedDiff } from '../unified-diff.js';

export const rollbackCommand = defineCommand({
  name: 'rollback',
  arguments: 'MIGRATION|FILE…',
  arity: { min: 1, max: Infinity },
  summary: 'Take migrations back, whole or to a stage; edits made since are kept',
  options: {
    to: { type: 'string', choices: positions, summary: 'Where to go back to; a stage means the file after it' },
    yes: { type: 'boolean', short: 'y', summary: 'Apply merged results without asking' },
    'restore-deleted': { type: 'boolean', summary: 'Bring files back that were deleted since' },
    'dry-run': { type: 'boolean', summary: 'Show what would be done and write nothing' },
  },
  run: async (context, { values, positionals }) => {
    const { ports, output, json, operation } = context;
    const dryRun = values['dry-run'] === true;
    if (!dryRun) await recoverFirst(context);
    const report = await rollBack(
      ports.changes,
      {
        targets: positionals.map((written) => asTarget(context, written)),
        to: values.to ?? 'original',
        automatic: false,
        restoreDeleted: values['restore-deleted'] === true,
        confirm: (proposal) => confirm(context, proposal, { dryRun, yes: values.yes === true }),
      },
      operation,
    );
    if (json) output.document(report);
    else output.text(report.rollbacks.map(asText).join(''));
    if (operation.signal.aborted) return exitCodes.cancelled;
    return worstOf(report.rollbacks.map(exitCodeOf));
  },
});

/** Ids look like no path that anybody would write; everything else is a file. */
function asTarget(context: CommandContext, written: string): string {
  return /^[mr]-[0-9a-f]{8,}$/u.test(written) ? written : relativeToWorkspace(context, written);
}

/** A merge is shown before it is applied, and asked about where somebody can answer. */
async function confirm(
  { output, operation }: CommandContext,
  proposal: RollbackProposal,
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<boolean> {
  if (proposal.kind !== 'merge' && !(dryRun && proposal.kind === 'restore')) return !dryRun;
  const { path } = proposal.target;
  const before = textOf(proposal.current?.bytes);
  if (proposal.kind === 'merge') output.note(`${path} was edited since. With those edits kept it becomes:`);
  output.note(unifiedDiff(path, before, textOf(proposal.result)));
  if (dryRun) return false;
  return yes || (await askYesNo(`Write this to ${path}?`, { whenNobodyCanAnswer: true, signal: operation.signal }));
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}

function exitCodeOf({ status }: RollbackEntry): ExitCode {
  return status === 'refused' || status === 'conflict' ? exitCodes.refused : exitCodes.done;
}

function asText({ path, to, status, reason, undo }: RollbackEntry): string {
  const words = {
    restored: `is back at ${to === 'original' ? 'the original' : to}`,
    merged: `is back at ${to === 'original' ? 'the original' : to}, with the edits made since`,
    conflict: 'was left alone',
    unchanged: 'is there already',
    refused: 'was not rolled back',
  };
  const hint = undo === undefined ? '' : ` (undo with: rollback ${undo})`;
  return `${path} ${words[status]}${reason === null ? '' : `: ${reason.message}`}${hint}\n`;
}
