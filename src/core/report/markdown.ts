import { counted } from '../text/counted.js';
import { agentName } from '../assess/agent-name.js';
import type { Assessment, AssessmentReport } from '../assess/assessment.js';
import { roundedScore } from '../assess/level.js';
import { code, text } from './markdown-code.js';
import { factorTitles } from './wording.js';

type Assessed = Pick<AssessmentReport, 'summary' | 'agents' | 'problems'> &
  Partial<Pick<AssessmentReport, 'components' | 'changedSettings'>>;

/** The report as a Markdown document: a summary, agents by risk, and what stands in the way. */
export function markdownReport(report: Assessed): string {
  const { agents, components = [], problems } = report;
  const parts = [
    '# Agent risk assessment',
    summary(report),
    '## Agents',
    agents.length === 0 ? 'No agent was found.' : agentTable(agents),
    ...section('## Blocked', agents.filter(({ reason }) => reason !== null).map(blockedLine)),
    ...section('## Left over after migration', agents.filter(({ leftovers }) => leftovers).flatMap(leftoverLines)),
    ...section(
      '## Components',
      components.map(({ path, class: name, line, why }) => `- ${code(name)} in ${place(path, line)}: ${text(why)}`),
    ),
    ...section(
      '## Files that are no valid modules',
      problems.map(({ path, line, code: problem, message }) => `- ${place(path, line)}: ${problem}: ${text(message)}`),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summary({ summary: sums, changedSettings }: Assessed): string {
  const { levels, tracks } = sums;
  const lines = [
    `${counted(sums.agents, 'agent')} in ${counted(sums.files, 'file')}: ${levels.high} high, ${levels.medium} medium, ${levels.low} low risk.`,
    `Tracks: ${tracks.immediate} immediate, ${tracks.planned} planned, ${tracks['high-risk']} high-risk, ${tracks.legacy} legacy.`,
    `Readiness: ${sums.ready} ready, ${sums.migrated} migrated, ${sums.partial} partly migrated, ${sums.blocked} blocked; adoption ${sums.adoptionPercent} %.`,
  ];
  if (changedSettings) lines.push(`Settings other than the documented ones: ${changedSettings.join(', ')}.`);
  return lines.join('\n');
}

function agentTable(agents: readonly Assessment[]): string {
  const rows = agents.map((agent) => {
    const { score, level, track, readiness, path, line } = agent;
    const cells = [
      roundedScore(score),
      level,
      track,
      readiness,
      code(agentName(agent)),
      place(path, line),
      because(agent),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Score | Level | Track | Readiness | Agent | Place | Because of |',
    '| ---: | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The factors that gave points, most first. */
function because({ factors }: Assessment): string {
  return factors
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ id, severity, points }) => `${factorTitles[id].toLowerCase()} ${severity} (${points})`)
    .join(', ');
}

function blockedLine(agent: Assessment): string {
  const { reason, path, line } = agent;
  return `- ${code(agentName(agent))} in ${place(path, reason?.line ?? line)}: ${text(reason?.message ?? '')}`;
}

function leftoverLines(agent: Assessment): readonly string[] {
  return (agent.leftovers ?? []).map(
    ({ line, message }) => `- ${code(agentName(agent))} in ${place(agent.path, line)}: ${text(message)}`,
  );
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, lines.join('\n')];
}

function place(path: string, line: number): string {
  return code(`${path}:${line}`);
}
