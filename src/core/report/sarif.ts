import { agentName } from '../assess/agent-name.js';
import type { Assessment, AssessmentReport, Evidence, ProblemEntry, RiskLevel } from '../assess/assessment.js';
import { roundedScore } from '../assess/level.js';
import { factorTitles } from './wording.js';

type SarifLevel = 'note' | 'warning' | 'error';

const sarifLevel: Readonly<Record<RiskLevel, SarifLevel>> = { low: 'note', medium: 'warning', high: 'error' };

/** Code scanning shows `full` under the title and `help` beside each result. */
const rules = [
  {
    id: 'agent-risk',
    name: 'AgentRisk',
    text: 'Risk of migrating an agent to the common base class',
    full: 'The score adds up file size, GPU operations, threading, databases and system criticality, each with the lines it comes from.',
    help: 'Low risk can be migrated at once. Medium risk is migrated stage by stage. High risk needs a checkpoint for each stage and an observation afterwards. Preview the plan before you migrate: nothing is written until it is applied.',
  },
  {
    id: 'agent-blocked',
    name: 'AgentBlocked',
    text: 'An agent that cannot be migrated as it stands',
    full: 'Something in the file or in its base classes stands in the way of a migration that keeps the behaviour.',
    help: 'The message names what stands in the way and its line. A file that does not parse can be restored from its git history.',
  },
  {
    id: 'agent-leftover',
    name: 'AgentLeftover',
    text: 'A migrated agent still does what its base class does',
    full: 'The class inherits the common base class and keeps code of its own for what the base offers, such as a health loop.',
    help: 'Plan the file again: what can be removed safely is part of the plan, and what cannot is named with the reason.',
  },
  {
    id: 'module-problem',
    name: 'ModuleProblem',
    text: 'A file that is no valid module',
    full: 'The file does not parse, so that nothing in it can run or be migrated.',
    help: 'Correct the line, or restore the last version that parses from the git history of the file.',
  },
] as const;

type RuleId = (typeof rules)[number]['id'];

/** The report as a SARIF 2.1.0 log, for code scanning and for editors (docs.oasis-open.org/sarif/sarif/v2.1.0). */
export function sarifReport(report: AssessmentReport, toolVersion: string): unknown {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Agent Migrator',
            version: toolVersion,
            rules: rules.map(described),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [...report.agents.flatMap(agentResults), ...report.problems.map(problemResult)],
      },
    ],
  };
}

function described({ id, name, text, full, help }: (typeof rules)[number]): unknown {
  return { id, name, shortDescription: { text }, fullDescription: { text: full }, help: { text: help } };
}

function agentResults(agent: Assessment): readonly unknown[] {
  const { path, reason, leftovers } = agent;
  const name = agentName(agent);
  const blocked =
    reason === null
      ? []
      : [result('agent-blocked', 'error', `${name}: ${reason.message}`, at(path, reason.line ?? agent.line))];
  const left = (leftovers ?? []).map(({ line, message }) =>
    result('agent-leftover', 'warning', `${name}: ${message}`, at(path, line)),
  );
  return [riskResult(agent), ...blocked, ...left];
}

function riskResult(agent: Assessment): unknown {
  const { path, line, score, level, track, readiness, factors } = agent;
  const points = factors.filter((factor) => factor.points > 0);
  const because = points.map(({ id, severity }) => `${factorTitles[id].toLowerCase()} ${severity}`).join(', ');
  const text = `${agentName(agent)}: risk ${roundedScore(score)} (${level}), track ${track}${because === '' ? '' : `: ${because}`}.`;
  return {
    ...result('agent-risk', sarifLevel[level], text, at(path, line)),
    rank: score,
    relatedLocations: points.flatMap(({ evidence }) => evidence).map((one, id) => evidenceLocation(one, path, id)),
    properties: { score, track, readiness },
  };
}

function problemResult({ path, line, code, message }: ProblemEntry): unknown {
  return result('module-problem', 'error', `${code}: ${message}`, at(path, line));
}

interface SarifLocation {
  readonly physicalLocation: unknown;
}

function result(ruleId: RuleId, level: SarifLevel, text: string, location: SarifLocation): Record<string, unknown> {
  const ruleIndex = rules.findIndex(({ id }) => id === ruleId);
  return { ruleId, ruleIndex, level, message: { text }, locations: [location] };
}

function at(path: string, startLine: number): SarifLocation {
  return { physicalLocation: { artifactLocation: artifact(path), region: { startLine } } };
}

function evidenceLocation(
  { line, column, endLine, endColumn, message, path }: Evidence,
  own: string,
  id: number,
): unknown {
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { id, physicalLocation: { artifactLocation: artifact(path ?? own), region }, message: { text: message } };
}

/** A URI reference relative to the root of the sources. */
function artifact(path: string): unknown {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
