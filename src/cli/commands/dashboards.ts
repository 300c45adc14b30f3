import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { UsageError } from '../arguments/usage-error.js';
import { portOf } from '../arguments/port-option.js';
import { defaultMetricsPort } from './metrics.js';

export const dashboardsCommand = defineCommand({
  name: 'dashboards',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Write scrape configuration, alert rules and a Grafana dashboard',
  options: {
    out: { type: 'string', value: 'DIR', summary: 'Folder to write into; made when it is missing' },
    port: { type: 'string', value: 'PORT', summary: `Port of the metrics endpoint (default ${defaultMetricsPort})` },
  },
  run: async ({ cwd, output, json, ports }, { values }) => {
    if (values.out === undefined) throw new UsageError('Say where to write with --out DIR.');
    const folder = path.resolve(cwd, values.out);
    const files = ports.metrics.dashboardFiles(portOf(values.port ?? defaultMetricsPort));
    for (const file of files) {
      const target = path.join(folder, file.path);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, file.text);
    }
    const written = files.map((file) => file.path);
    if (json) output.document({ schemaVersion: 1, out: folder, files: written });
    else output.text(written.map((file) => `${path.join(folder, file)}\n`).join(''));
    return exitCodes.done;
  },
});
