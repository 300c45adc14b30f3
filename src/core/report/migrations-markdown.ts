import type { FleetReport } from './fleet-report.js';
import { code, text } from './markdown-code.js';
import { migrationLines } from './migration-wording.js';

/** What the assessment does not say: waves, migrations, and how the report is checked. */
export function migrationsMarkdown({ waves, migrations, files, digest, generatedAt, generator }: FleetReport): string {
  const waveRows = waves.map(({ number, workflow, agents }) => `| ${number} | ${agents} | ${workflow} |`);
  const rows = migrations.map(({ id, path, classes, state, stages, updatedAt }) => {
    const cells = [`\`${id}\``, code(path), classes.map(code).join(', '), state, stages.join(', '), updatedAt];
    return `| ${cells.join(' | ')} |`;
  });
  const told = migrations.flatMap((one) => {
    const lines = migrationLines(one).map((line) => `- ${text(line)}`);
    return lines.length === 0 ? [] : [`### \`${one.id}\` ${one.classes.map(code).join(', ')}`, lines.join('\n')];
  });
  const parts = [
    '## Waves',
    waveRows.length === 0
      ? 'No agent is left to be migrated.'
      : ['| Wave | Agents | Workflow |', '| ---: | ---: | --- |', ...waveRows].join('\n'),
    '## Migrations',
    rows.length === 0
      ? 'Nothing has been migrated in this workspace.'
      : [
          '| Id | File | Classes | State | Stages that stand | Last change |',
          '| --- | --- | --- | --- | --- | --- |',
          ...rows,
        ].join('\n'),
    ...told,
    `Made ${generatedAt} by ${generator}; digest \`${digest}\`, hashes of ${Object.keys(files).length} files in the JSON form.`,
  ];
  return `${parts.join('\n\n')}\n`;
}
