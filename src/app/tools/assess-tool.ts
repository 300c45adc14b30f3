import type { Assessment, RiskLevel } from '../../core/assess/assessment.js';
import { defineTool } from './agent-tool.js';

const levels = ['low', 'medium', 'high'] as const satisfies readonly RiskLevel[];
/** Agents of one answer: a model reads every word of it. */
const usualLimit = 50;

export const assessTool = defineTool({
  name: 'assess',
  title: 'Assess agents',
  description:
    'Scores the legacy agents (long-running Python or TypeScript service classes) of the workspace by the risk of migrating them to the common base class. Answers with totals and, riskiest first, each agent with score (0-100), level, track and readiness (ready, partial, migrated, blocked). Reads files only. Use "explain" for the evidence behind one score.',
  effect: 'reads',
  parameters: {
    path: {
      type: 'string',
      description: 'A file or folder, relative to the workspace; without it, the whole workspace.',
    },
    level: { type: 'string', choices: levels, description: 'Only agents at or above this level.' },
    readiness: {
      type: 'string',
      choices: ['ready', 'migrated', 'partial', 'blocked'],
      description: 'Only agents in this state.',
    },
    limit: {
      type: 'integer',
      range: [1, 1000],
      description: `Most agents to list; ${usualLimit} when absent.`,
    },
  },
  run: async (host, { path, level = 'low', readiness, limit = usualLimit }, operation) => {
    const paths = path === undefined ? [] : [await host.locate(path)];
    const { schemaVersion, summary, agents, problems } = await host.assess(paths, operation);
    const least = levels.indexOf(level);
    const wanted = agents.filter(
      (agent) => levels.indexOf(agent.level) >= least && (readiness === undefined || agent.readiness === readiness),
    );
    return {
      schemaVersion,
      summary,
      agents: wanted.slice(0, limit).map(rowOf),
      notListed: Math.max(0, wanted.length - limit),
      problems: problems.slice(0, limit),
    };
  },
});

/** An agent without its evidence, which `explain` gives. */
function rowOf({ path, class: name, line, score, level, track, readiness, reason }: Assessment): object {
  return { path, class: name, line, score, level, track, readiness, reason };
}
