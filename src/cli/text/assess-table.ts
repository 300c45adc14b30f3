import { counted } from '../../core/text/counted.js';
import { agentName } from '../../core/assess/agent-name.js';
import { styleText } from 'node:util';
import type { Assessment, AssessmentReport, Readiness, RiskLevel } from '../../core/assess/assessment.js';
import { roundedScore } from '../../core/assess/level.js';
import { firstOf } from '../../core/report/wording.js';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const levelStyle: Readonly<Record<RiskLevel, Style>> = { low: 'green', medium: 'yellow', high: 'red' };
const readinessStyle: Readonly<Partial<Record<Readiness, Style>>> = {
  blocked: 'red',
  migrated: 'green',
  partial: 'yellow',
};

/** The report for a terminal: one line per agent, aligned, and below it what stands in the way. */
export function assessTable(report: AssessmentReport, coloured: boolean): string {
  const paint: Paint = (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text);
  const lines = [...agentLines(report.agents, paint), ...remarks(report, paint), ...sums(report)];
  return `${lines.join('\n')}\n`;
}

function agentLines(agents: readonly Assessment[], paint: Paint): readonly string[] {
  if (agents.length === 0)
    return ['No agent was found. Classes that a framework starts can be named as "agents" in agent-migrator.json.', ''];
  const header = ['SCORE', 'LEVEL', 'TRACK', 'READINESS', 'AGENT', 'PLACE'];
  const rows = agents.map((agent) => [
    String(roundedScore(agent.score)).padStart(header[0]?.length ?? 0),
    agent.level,
    agent.track,
    agent.readiness,
    agentName(agent),
    `${agent.path}:${agent.line}`,
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const align = (row: readonly string[]): readonly string[] =>
    row.map((text, column) => text.padEnd(widths[column] ?? 0));
  const painted = rows.map((row, index) => paintRow(align(row), agents[index], paint));
  return [paint('bold', align(header).join('  ').trimEnd()), ...painted, ''];
}

function paintRow(cells: readonly string[], agent: Assessment | undefined, paint: Paint): string {
  if (!agent) return cells.join('  ');
  const { level, readiness } = agent;
  const style = readinessStyle[readiness];
  const [score = '', levelCell = '', track = '', readinessCell = '', ...rest] = cells;
  const shown = style === undefined ? readinessCell : paint(style, readinessCell);
  return [score, paint(levelStyle[level], levelCell), track, shown, ...rest].join('  ').trimEnd();
}

/** Enough to see what kind of thing stands in the way; `--json` and `--markdown` have everything. */
const mostRemarks = 20;

function remarks({ agents, problems, components }: AssessmentReport, paint: Paint): readonly string[] {
  const told = new Set(agents.map(({ path }) => path));
  const remark = (path: string, line: number, style: Style, kind: string, text: string): string =>
    `${path}:${line}: ${paint(style, kind)}: ${text}`;
  const blocked = agents.flatMap(({ path, line, reason }) =>
    reason === null ? [] : [remark(path, reason.line ?? line, 'red', reason.code, reason.message)],
  );
  const partial = agents.flatMap(({ path, leftovers }) =>
    (leftovers ?? []).map(({ line, message }) => remark(path, line, 'yellow', 'partial', message)),
  );
  const others = problems
    .filter(({ path }) => !told.has(path))
    .map(({ path, line, code, message }) => remark(path, line, 'red', code, message));
  const parts = components.map(({ path, line, class: name, why }) =>
    remark(path, line, 'dim', 'component', `${name} (${why})`),
  );
  const sections = [
    firstOf(blocked, mostRemarks, 'blocked agents'),
    firstOf(partial, mostRemarks, 'things left over'),
    firstOf(others, mostRemarks, 'files without an agent that are no valid modules'),
    firstOf(parts, mostRemarks, 'components'),
  ];
  return sections.flatMap((lines) => (lines.length === 0 ? [] : [...lines, '']));
}

function sums({ summary, changedSettings }: AssessmentReport): readonly string[] {
  const { levels } = summary;
  const first = `${counted(summary.agents, 'agent')} in ${counted(summary.files, 'file')}: ${levels.high} high, ${levels.medium} medium, ${levels.low} low risk`;
  const second = `${summary.ready} ready, ${summary.migrated} migrated, ${summary.partial} partly migrated, ${summary.blocked} blocked; adoption ${summary.adoptionPercent} %`;
  const changed = changedSettings ? [`Settings other than the documented ones: ${changedSettings.join(', ')}`] : [];
  return [first, second, ...changed, `${summary.elapsedMs} ms`];
}
