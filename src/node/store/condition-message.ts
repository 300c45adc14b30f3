import type { Reconciliation } from '../../core/journal/reconcile.js';

/** Why a journal is for reading only, and what a person can do about it. */
export function conditionMessage(
  { condition, stateIsSound, haveParted }: Extract<Reconciliation, { kind: 'refuse' }>,
  folderJournal: string,
  stateJournal: string,
): string {
  switch (condition) {
    case 'foreign':
      return `The journal ${folderJournal} was not made with your key, so nothing in it is acted upon. Move the folder that holds it away to start a journal of your own; if it is yours and the key was lost, make it your own again with "agent-migrator recover --adopt".`;
    case 'newer':
      return 'The journal was written by a later version of Agent Migrator. Update Agent Migrator; until then the journal is for reading only.';
    default:
      if (haveParted === true) {
        return `The journal ${folderJournal} and its second copy ${stateJournal} are both whole, but tell of different work, as after a copy of the folder took the place of the original. Move the second copy away to go on with the journal that came with the folder, or the first one to go on with the second copy.`;
      }
      return stateIsSound
        ? `The journal ${folderJournal} is damaged. The second copy ${stateJournal} is whole: "agent-migrator recover --repair" puts it in its place and keeps the damaged one.`
        : `The journal ${folderJournal} is damaged, and so is its second copy ${stateJournal}. Nothing is acted upon; the copies of your files are in the folder "blobs" beside each. Put a backup of either in its place, or move both away to start a new one.`;
  }
}
