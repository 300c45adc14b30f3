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
  run: async (host, { path: written }) => {
    const path = written === undefined ? undefined : await host.locate(written, 'may-be-gone');
    const report = await host.history();
    const isWanted = (one: string): boolean => path === undefined || one === path || isWithin(one, path);
    return publishedHistory({ ...report, migrations: report.migrations.filter((entry) => isWanted(entry.path)) });
  },
});
