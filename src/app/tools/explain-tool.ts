import { RefusedError } from '../../core/reason.js';
import { publishedAgent } from '../published-documents.js';
import { defineTool } from './agent-tool.js';

export const explainTool = defineTool({
  name: 'explain',
  title: 'Explain a risk score',
  description:
    'Explains the risk score of the agents in one file: the five factors (file size, GPU operations, threading, databases, system criticality) with weight, severity, points and the source lines each comes from, and what stands in the way of a migration. Reads files only.',
  effect: 'reads',
  parameters: {
    path: { type: 'string', required: true, description: 'The file, relative to the workspace.' },
    class: { type: 'string', description: 'Only this class; without it, every agent of the file.' },
  },
  run: async (host, { path: written, class: name }, operation) => {
    const path = await host.locate(written);
    const { schemaVersion, agents, problems } = await host.assess([path], operation);
    const explained = agents.filter((agent) => name === undefined || agent.class === name);
    if (explained.length === 0 && problems.length === 0) {
      const what = name === undefined ? 'no class that runs as a service' : `no agent ${name}`;
      throw new RefusedError({ code: 'no-agent', message: `There is ${what} in ${path}.` });
    }
    return { schemaVersion, agents: explained.map(publishedAgent), problems };
  },
});
