import { agentName } from '../assess/agent-name.js';
import type { FleetReport } from './fleet-report.js';
import { code, text } from './markdown-code.js';
import { migrationLines, scoreChange, tookText } from './migration-wording.js';
import { predictionMarkdown } from './prediction-markdown.js';
import type { ReportedMigration } from './reported-migration.js';

/** What the assessment does not say: waves, migrations, and how the report is checked. */
export function migrationsMarkdown(report: FleetReport): string {
  const { waves, kept, migrations, prediction, files, digest, generatedAt, generator } = report;
  const waveRows = waves.map(({ number, workflow, agents }) => `| ${number} | ${agents} | ${workflow} |`);
  const rows = migrations.map(migrationRow);
  const told = migrations.flatMap((one) => {
    const lines = migrationLines(one).map((line) => `- ${text(line)}`);
    return lines.length === 0 ? [] : [`### \`${one.id}\` ${one.classes.map(code).join(', ')}`, lines.join('\n')];
  });
  const parts = [
    '## Waves',
    waveRows.length === 0
      ? 'No agent is left to be migrated.'
      : ['| Wave | Agents | Workflow |', '| ---: | ---: | --- |', ...waveRows].join('\n'),
    ...keptAgents(kept),
    '## Migrations',
    rows.length === 0
      ? 'Nothing has been migrated in this workspace.'
      : [
          '| Id | File | Classes | State | Stages that stand | Score before → after | Began | Took | Last change |',
          '| --- | --- | --- | --- | --- | ---: | --- | ---: | --- |',
          ...rows,
        ].join('\n'),
    ...told,
    ...predictionMarkdown(prediction),
    `Made ${generatedAt} by ${generator}; digest \`${digest}\`, hashes of ${Object.keys(files).length} files in the JSON form.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function migrationRow(migration: ReportedMigration): string {
  const { id, path, classes, scores, state, stages, startedAt, tookMs, updatedAt } = migration;
  const changes = scores.map(scoreChange).join(', ');
  const cells = [`\`${id}\``, code(path), classes.map(code).join(', '), state, stages.join(', '), changes];
  return `| ${[...cells, startedAt, tookText(tookMs), updatedAt].join(' | ')} |`;
}

function keptAgents(kept: FleetReport['kept']): readonly string[] {
  const lines = kept.map((one) => `- ${code(agentName(one))} in ${code(one.path)}: ${text(one.reason)}`);
  return lines.length === 0 ? [] : ['## Kept as they are', lines.join('\n')];
}
