import { recover } from '../../app/migrate/recover.js';
import { RefusedError } from '../../core/reason.js';
import { UsageError } from '../arguments/usage-error.js';
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
    const { warning: trouble } = await ports.changes.store.view();
    if (values.repair === true) await ports.storeKeeper.repair(operation);
    if (values.adopt === true) await ports.storeKeeper.adopt(operation);
    const { history, warning } = await ports.changes.store.view();
    if (warning !== undefined) throw new RefusedError({ code: 'foreign-journal', message: warning });
    if (trouble !== undefined) output.note('The journal can be used again; what stood in its place is kept beside it.');
    const known = [...history.migrations, ...history.rollbacks].map(({ id }) => id);
    const unknown = values.keep?.find((id) => !known.includes(id));
    if (unknown !== undefined) throw new UsageError(`There is no change "${unknown}" to keep. "history" lists them.`);
    const report = await recover(ports.changes, values.keep ?? [], operation);
    if (json) output.document(report);
    else if (report.recovered.length === 0) output.text('Nothing was interrupted.\n');
    else output.text(report.recovered.map(recoveryAsText).join(''));
    return report.recovered.some(({ action }) => action === 'ask') ? exitCodes.refused : exitCodes.done;
  },
});
