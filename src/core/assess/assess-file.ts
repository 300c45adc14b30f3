import type { DetectedAgent, Detection } from '../detect/detect.js';
import { isWithinClass } from '../facts/within-class.js';
import type { Standing } from '../workspace/class-standing.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { WorkspaceIndex } from '../workspace/workspace-index.js';
import type { AgentEvidence } from './agent-evidence.js';
import type { Assessment, FileAssessment, ProblemEntry } from './assessment.js';
import type { AssessmentRules } from './assessment-rules.js';
import { measureRisk } from './measure.js';
import { readinessOf } from './readiness.js';

/** Assesses one file as it stands in the workspace; `file` may be newer than what the index holds for its path. */
export function assessFile(file: SourceFile, index: WorkspaceIndex, rules: AssessmentRules): FileAssessment {
  const { path, sha256, facts } = file;
  const detection = index.detectionOf(file);
  return {
    path,
    language: facts.languageId,
    sha256,
    agents: detection.agents.map((agent) => assessAgent(agent, { file, detection, index, rules })),
    components: detection.components.map(({ class: { name, nameRange }, why }) => ({
      path,
      class: name,
      line: nameRange.line,
      why,
    })),
    problems: index.includes(path) ? problemsOf(file) : [],
  };
}

interface AgentSetting {
  readonly file: SourceFile;
  readonly detection: Detection;
  readonly index: WorkspaceIndex;
  readonly rules: AssessmentRules;
}

function assessAgent(agent: DetectedAgent, setting: AgentSetting): Assessment {
  const { file, index, rules } = setting;
  const { path, facts } = file;
  const className = agent.class?.name ?? null;
  const standing: Standing = agent.class ? index.ancestryOf({ file, class: agent.class }).standing : { kind: 'none' };
  const keptAsItIs = rules.isPreserved(path, className) || standing.kind === 'foreign';
  const risk = measureRisk(evidenceOf(agent, setting), rules.profile, keptAsItIs);
  const { readiness, reason, leftovers } = readinessOf({
    problems: facts.problems,
    class: agent.class,
    standing,
    target: index.targetOf(file),
    signals: facts.signals.filter((signal) => agent.class !== undefined && isWithinClass(signal, agent.class)),
    isPython: facts.languageId === 'python',
  });
  return {
    path,
    language: facts.languageId,
    class: className,
    line: agent.range.line,
    why: agent.why,
    score: risk.score,
    level: risk.level,
    track: risk.track,
    readiness,
    reason,
    ...(leftovers.length > 0 ? { leftovers } : {}),
    factors: risk.factors,
  };
}

function evidenceOf(agent: DetectedAgent, { file, detection, index, rules }: AgentSetting): AgentEvidence {
  const others = detection.agents.flatMap((one) => (one.class && one !== agent ? [one.class] : []));
  const { dependents, referringFiles } = index.referencesTo(agent, file.path);
  const className = agent.class?.name ?? null;
  return {
    sizeBytes: file.sizeBytes,
    signals: file.facts.signals.filter((signal) => !others.some((other) => isWithinClass(signal, other))),
    dependents,
    referringFiles,
    declaredCore: rules.isDeclaredCore(file.path, className),
    declaration: agent.range,
  };
}

function problemsOf({ path, facts }: SourceFile): readonly ProblemEntry[] {
  return facts.problems.map(({ code, message, range }) => ({ path, code, line: range.line, message }));
}
