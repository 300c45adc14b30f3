import type { FleetReport } from './fleet-report.js';
import { code } from './markdown-code.js';

/** What the assessment does not say: waves, migrations, and how the report is checked. */
export function migrationsMarkdown({ waves, migrations, files, digest, generatedAt, generator }: FleetReport): string {
  const waveRows = waves.map(({ number, workflow, agents }) => `| ${number} | ${agents} | ${workflow} |`);
  const rows = migrations.map(({ id, path, classes, state, stages, updatedAt }) => {
    const cells = [`\`${id}\``, code(path), classes.map(code).join(', '), state, stages.join(', '), updatedAt];
    return `| ${cells.join(' | ')} |`;
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
    `Made ${generatedAt} by ${generator}; digest \`${digest}\`, hashes of ${Object.keys(files).length} files in the JSON form.`,
  ];
  return `${parts.join('\n\n')}\n`;
}
