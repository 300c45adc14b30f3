import type { Assessment, Evidence, FactorScore } from '../../core/assess/assessment.js';
import { escapeMarkdown, inlineCode } from '../markdown.js';
import { evidenceTitle, factorTable, readinessNotes } from './hover-text.js';
import { agentName, readinessTitle, riskTitle, trackTitle } from './wording.js';

/** Makes the link that opens a line of a file; the path is relative to the workspace folder. */
export type LinkToLine = (path: string, line: number) => string;

/** The whole explanation of every agent in a file, as Markdown. */
export function explanationText(assessments: readonly Assessment[], link: LinkToLine): string {
  if (assessments.length === 0)
    return '# No agent in this file\n\nNo class here runs as a service, so there is no score.';
  return assessments.map((assessment) => agentSection(assessment, link)).join('\n\n---\n\n');
}

function agentSection(assessment: Assessment, link: LinkToLine): string {
  const place = `[${escapeMarkdown(assessment.path)}, line ${assessment.line}](${link(assessment.path, assessment.line)})`;
  return [
    `# ${escapeMarkdown(agentName(assessment))}: ${riskTitle(assessment)}`,
    `${trackTitle(assessment.track)} · ${escapeMarkdown(readinessTitle(assessment))} · ${place}`,
    ...readinessNotes(assessment),
    '## The score',
    factorTable(assessment),
    'Points are weight × severity × 100, with none = 0, low = 0.1, medium = 0.2 and high = 0.4 unless your settings say otherwise. ' +
      'Up to 15 is low, up to 25 medium, 26 and above high.',
    '## The evidence',
    ...assessment.factors
      .filter(({ evidence }) => evidence.length > 0)
      .map((factor) => factorSection(assessment.path, factor, link)),
    '## Why it counts as an agent',
    `${escapeMarkdown(assessment.why)}.`,
  ].join('\n\n');
}

function factorSection(path: string, factor: FactorScore, link: LinkToLine): string {
  const lines = factor.evidence.map((evidence) => `- ${evidenceLine(path, evidence, link)}`);
  return `### ${evidenceTitle(factor)}\n\n${lines.join('\n')}`;
}

function evidenceLine(path: string, evidence: Evidence, link: LinkToLine): string {
  const place =
    evidence.path === undefined ? `line ${evidence.line}` : `${escapeMarkdown(evidence.path)}, line ${evidence.line}`;
  return `[${place}](${link(evidence.path ?? path, evidence.line)}): ${inlineCode(evidence.message)}`;
}
