import { isMigrationId } from '../../app/tools/migration-id.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { workspacePath } from '../paths.js';
import { publishedValidation } from '../../app/published-documents.js';
import { recoverFirst } from '../recover-first.js';
import { validationOf } from '../validation.js';
import { writeTest } from '../write-test.js';
import { validationAsText } from '../text/validation-text.js';

export const validateCommand = defineCommand({
  name: 'validate',
  arguments: 'FILE|MIGRATION',
  arity: { min: 1, max: 1 },
  summary: 'Check a migrated agent five ways: structure, compile, functionality, performance, integration',
  options: {
    'allow-exec': { type: 'boolean', summary: 'Run code of the workspace for the checks that need it' },
    'write-test': {
      type: 'boolean',
      summary:
        'Also write tests/test_AGENT_migration.py, with what the agent answered before; asks before it replaces one',
    },
  },
  run: async (context, { values, positionals: [written = ''] }) => {
    const { output, json, operation } = context;
    const target = await targetOf(context, written);
    await recoverFirst(context);
    const validation = validationOf(context, values['allow-exec'] === true);
    const report = await validation.validate({ target }, operation);
    if (report.notNoted !== undefined) output.note(`The result is not in the journal: ${report.notNoted}`);
    if (!json) output.text(validationAsText(report));
    if (values['write-test'] === true) await writeTest(validation.tests, target, context);
    // Last, so that what refuses the test is the one document.
    if (json) output.document(publishedValidation(report));
    return report.checks.some(({ status }) => status === 'fail') ? exitCodes.findings : exitCodes.done;
  },
});

async function targetOf(context: CommandContext, written: string): Promise<string> {
  return isMigrationId(written) ? written : await workspacePath(context, written);
}
