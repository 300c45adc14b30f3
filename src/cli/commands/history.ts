import { readHistory } from '../../app/report/history.js';
import type { HistoryEntry } from '../../app/migration-report.js';
import { defineCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { publishedHistory } from '../../app/published-documents.js';

export const historyCommand = defineCommand({
  name: 'history',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'List the migrations of this workspace, newest first',
  options: {},
  run: async ({ ports, output, json }) => {
    const report = await readHistory(ports.changes.store);
    if (report.warning !== undefined) output.note(report.warning);
    if (json) output.document(publishedHistory(report));
    else if (report.migrations.length === 0 && report.warning === undefined)
      output.text('Nothing has been migrated in this workspace.\n');
    else output.text(report.migrations.map(asText).join(''));
    return exitCodes.done;
  },
});

function asText({ id, path, classes, state, stages, batch, updatedAt }: HistoryEntry): string {
  const run = batch === undefined ? '' : `  [run of ${batch}]`;
  const standing = stages.length === 0 ? '' : `: ${stages.join(', ')}`;
  return `${id}  ${updatedAt}  ${state}${standing}\n    ${path} (${classes.join(', ')})${run}\n`;
}
