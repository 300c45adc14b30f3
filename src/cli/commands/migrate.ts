import { migrate } from '../../app/migrate/migrate.js';
import { stages } from '../../core/rewrite/stage.js';
import { defineCommand } from '../command.js';
import { exitCodes, worstOf } from '../exit-codes.js';
import { migrationExitCode } from '../migration-exit-code.js';
import { migrationPorts, newPlanner } from '../migration-ports.js';
import { migrationAsText } from '../text/migration-text.js';
import { publishedMigrations } from '../../app/published-documents.js';
import { sourcePaths } from '../paths.js';
import { recoverFirst } from '../recover-first.js';
import { migrateRun, runAskedFor, runOptions } from '../migrate-run.js';

export const migrateCommand = defineCommand({
  name: 'migrate',
  arguments: '[PATH…]',
  summary: 'Migrate the agents of files and folders, or of a wave; every file can be rolled back',
  options: {
    class: {
      type: 'string',
      value: 'NAME',
      summary: 'Migrate this class only, also one that is not taken for an agent',
    },
    through: { type: 'string', choices: stages, value: 'STAGE', summary: 'The last stage (default: integration)' },
    'include-review': { type: 'boolean', summary: 'Carry out edits too that a person should look at' },
    'dry-run': { type: 'boolean', summary: 'Say what would be done and write nothing' },
    'allow-exec': { type: 'boolean', summary: 'Run code of the workspace for the checks that need it' },
    'require-clean': { type: 'boolean', summary: 'Refuse files that differ from the last commit' },
    ...runOptions,
  },
  run: async (context, { values, positionals }) => {
    const { output, json, operation } = context;
    const run = runAskedFor(values, positionals);
    if (run !== undefined) return await migrateRun(context, run);
    const paths = await sourcePaths(context, positionals, 'migrated');
    const dryRun = values['dry-run'] === true;
    if (!dryRun) await recoverFirst(context);
    const report = await migrate(
      migrationPorts(context, newPlanner(context), values['allow-exec'] === true),
      {
        paths,
        through: values.through ?? 'integration',
        includeReview: values['include-review'] === true,
        dryRun,
        requireClean: values['require-clean'] === true,
        ...(values.class === undefined ? {} : { classes: [values.class] }),
      },
      operation,
    );
    if (json) output.document(publishedMigrations(report));
    else output.text(migrationAsText(report));
    if (operation.signal.aborted) return exitCodes.cancelled;
    return worstOf(report.migrations.map(migrationExitCode));
  },
});
