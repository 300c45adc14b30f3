import { recover } from '../../app/migrate/recover.js';
import { RefusedError } from '../../core/reason.js';
import { defineCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { recoveryAsText } from '../text/recovery-text.js';

export const recoverCommand = defineCommand({
  name: 'recover',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Finish or take back what a crash interrupted',
  options: {
    keep: {
      type: 'string',
      multiple: true,
      value: 'ID',
      summary: 'Leave the file of this change as it is; may be given several times',
    },
    repair: { type: 'boolean', summary: 'Put the whole second copy of a damaged journal in its place' },
    adopt: {
      type: 'boolean',
      summary: 'Make a journal your own whose key was lost; only when you know where it is from',
    },
  },
  run: async ({ ports, output, json, operation }, { values }) => {
    if (values.repair === true) await ports.storeKeeper.repair(operation);
    if (values.adopt === true) await ports.storeKeeper.adopt(operation);
    const { warning } = await ports.changes.store.view();
    if (warning !== undefined) throw new RefusedError({ code: 'foreign-journal', message: warning });
    const report = await recover(ports.changes, values.keep ?? [], operation);
    if (json) output.document(report);
    else if (report.recovered.length === 0) output.text('Nothing was interrupted.\n');
    else output.text(report.recovered.map(recoveryAsText).join(''));
    return report.recovered.some(({ action }) => action === 'ask') ? exitCodes.refused : exitCodes.done;
  },
});
