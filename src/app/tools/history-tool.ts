import { isWithin } from '../../core/workspace/paths.js';
import { publishedHistory } from '../published-documents.js';
import { defineTool } from './agent-tool.js';

export const historyTool = defineTool({
  name: 'history',
  title: 'List migrations',
  description:
    'Lists the migrations of the workspace, newest first, from its journal: id, file, classes, state, the stages that stand in the file, and when. Reads only.',
  effect: 'reads',
  parameters: {
    path: { type: 'string', description: 'Only migrations of this file or of files in this folder.' },
  },
  run: async (host, { path }) => {
    // Not located: a file that was migrated may be gone by now.
    const report = await host.history();
    const wanted = report.migrations.filter(
      (one) => path === undefined || one.path === path || isWithin(one.path, path),
    );
    return publishedHistory({ ...report, migrations: wanted });
  },
});
