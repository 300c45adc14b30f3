import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment, Evidence, FactorScore } from '../../core/assess/assessment.js';
import { workflowOf } from '../../core/assess/workflow.js';
import { escapeMarkdown } from '../markdown.js';
import { evidencePlace, evidenceText, factorTable } from './factor-table.js';
import { evidenceTitle, readinessNotes } from './hover-text.js';
import { readinessTitle, riskTitle, trackTitle } from './wording.js';

/** Makes the link that opens a line of a file; the path is relative to the workspace folder. */
export type LinkToLine = (path: string, line: number) => string;

/** The whole explanation of every agent in a file, as Markdown. */
export function explanationText(assessments: readonly Assessment[], link: LinkToLine): string {
  if (assessments.length === 0)
    return '# No agent in this file\n\nNo class here runs as a service, so there is no score.\n';
  return `${assessments.map((assessment) => agentSection(assessment, link)).join('\n\n---\n\n')}\n`;
}

const workflowWords = {
  rapid: 'Rapid workflow: preview and apply.',
  staged: 'Staged workflow: apply stage by stage, validate each.',
  full: 'Full workflow: parallel test, a checkpoint for every stage, and observation afterwards.',
};

function agentSection(assessment: Assessment, link: LinkToLine): string {
  const { path, line, level, track, why } = assessment;
  const place = `[${escapeMarkdown(path)} line ${line}](${link(path, line)})`;
  return [
    `# ${escapeMarkdown(agentName(assessment))}: ${riskTitle(assessment)}`,
    `${trackTitle(track)} · ${escapeMarkdown(readinessTitle(assessment))} · ${place}`,
    workflowWords[workflowOf(level, track)],
    ...readinessNotes(assessment),
    '## Score',
    factorTable(assessment, 'numbers-only'),
    'Points are weight × severity × 100. With the documented profile, severity counts 0 for none, 0.1 for low, 0.2 for medium and 0.4 for high; ' +
      'a score up to 15 is low, up to 25 medium, from 26 high. The project configuration can change all of them.',
    '## Evidence',
    ...assessment.factors
      .filter(({ evidence }) => evidence.length > 0)
      .map((factor) => factorSection(path, factor, link)),
    '## Why it counts as an agent',
    `${escapeMarkdown(why)}.`,
  ].join('\n\n');
}

function factorSection(path: string, factor: FactorScore, link: LinkToLine): string {
  const lines = factor.evidence.map((evidence) => `- ${evidenceLine(path, factor, evidence, link)}`);
  return `### ${evidenceTitle(factor)}\n\n${lines.join('\n')}`;
}

function evidenceLine(path: string, { id }: FactorScore, evidence: Evidence, link: LinkToLine): string {
  return `[${evidencePlace(evidence)}](${link(evidence.path ?? path, evidence.line)}): ${evidenceText(id, evidence)}`;
}
