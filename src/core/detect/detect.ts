// A class is an agent by what it is and does, never by its name alone and never by a marker comment. Nothing here looks at risk.
import { configFileName } from '../config/config-file-name.js';
import type { ClassFact, Signal } from '../facts/source-facts.js';
import type { Range } from '../text/span.js';
import type { Ancestry } from '../workspace/class-standing.js';
import type { ClassRef, SourceFile } from '../workspace/source-file.js';
import { classEvidence, type ClassEvidence } from './class-evidence.js';
import type { DetectionContext } from './detection-context.js';
import { detectionRules, roleOf, type DetectionRules } from './detection-rules.js';
import { isBaseForOthers, isNeverAgent } from './passed-over.js';
import { whyClass, whyScript } from './why.js';

export interface DetectedAgent {
  /** Absent for an agent without a class. */
  readonly class?: ClassFact;
  /** The name that people and manifests know it by: its class, or the file without its ending. */
  readonly name: string;
  readonly range: Range;
  readonly why: string;
}

export interface DetectedComponent {
  readonly class: ClassFact;
  readonly why: string;
}

export interface Detection {
  readonly agents: readonly DetectedAgent[];
  readonly components: readonly DetectedComponent[];
}

/** A class that is worth a closer look. */
interface Candidate {
  readonly ref: ClassRef;
  readonly ancestry: Ancestry;
  readonly evidence: ClassEvidence;
  readonly role: string | undefined;
  readonly isStarted: boolean;
  /** By the project's configuration. */
  readonly isDeclared: boolean;
}

const nobody: Detection = { agents: [], components: [] };

/** The agents of a file, one per agent class, in source order; components only where there is no agent. */
export function detect(file: SourceFile, context: DetectionContext): Detection {
  const { facts } = file;
  const rules = detectionRules[facts.languageId];
  if (facts.ignored || rules.neverPath?.test(file.path) === true) return nobody;
  const manifest = context.manifestOf(file.path);
  const candidates = candidatesIn(file, manifest !== undefined, context);
  const agents = candidates.flatMap((candidate) => agentOf(candidate, manifest !== undefined) ?? []);
  if (agents.length > 0) return { agents, components: [] };
  const found =
    (manifest === undefined ? undefined : deployed(file, candidates, manifest)) ??
    (rules.hasScriptAgents ? scriptAgent(file) : undefined);
  if (found) return { agents: [found], components: [] };
  return { agents: [], components: candidates.flatMap((candidate) => componentOf(candidate, rules) ?? []) };
}

/** Most classes of most files have no base, no role and nothing that starts them: they are settled by that alone. */
function candidatesIn(file: SourceFile, isDeployed: boolean, context: DetectionContext): readonly Candidate[] {
  const { facts } = file;
  const rules = detectionRules[facts.languageId];
  return facts.classes.flatMap((fact, index) => {
    if (!fact.topLevel) return [];
    const ref: ClassRef = { file, class: fact };
    const role = roleOf(fact.name, rules);
    const isStarted = facts.entryPointClasses.includes(fact.name) || context.isStartedElsewhere(ref);
    const isDeclared = context.isDeclaredAgent(ref);
    if (fact.bases.length === 0 && role === undefined && !isStarted && !isDeployed && !isDeclared) return [];
    const ancestry = context.ancestryOf(ref);
    if (isNeverAgent(fact, ancestry, rules)) return [];
    const mayBeAgent = role !== undefined || isStarted || isDeployed || isDeclared || inheritsTarget(ancestry);
    if (!mayBeAgent || isBaseForOthers({ ref, ancestry, isStarted }, rules, context)) return [];
    return [{ ref, ancestry, role, isStarted, isDeclared, evidence: classEvidence(facts, index, rules) }];
  });
}

function agentOf(candidate: Candidate, isDeployed: boolean): DetectedAgent | undefined {
  const { ref, ancestry, evidence, role, isStarted, isDeclared } = candidate;
  const { runtime, lifeCycle } = evidence;
  const { class: fact } = ref;
  const isNamedAgent = fact.name.endsWith('Agent') && (runtime.size >= 1 || lifeCycle.size >= 1 || isStarted);
  const hasRole = role !== undefined && runtime.size >= 2 && (isStarted || isDeployed);
  const lives = runtime.has('loop') || lifeCycle.has('start') || lifeCycle.has('stop');
  const serves = isStarted && runtime.has('socket') && lives;
  const isFound = inheritsTarget(ancestry) || isNamedAgent || hasRole || serves;
  if (!isFound && !isDeclared) return undefined;
  const roleName = isNamedAgent ? 'Agent' : role;
  const named = isFound ? roleName : `in ${configFileName}`;
  const why = whyClass({ standing: ancestry.standing, named, evidence, isStarted });
  return { class: fact, name: fact.name, range: fact.nameRange, why };
}

/** Inherits the base class, or says so. */
function inheritsTarget({ standing }: Ancestry): boolean {
  return standing.kind === 'target' || (standing.kind === 'unresolved' && standing.claimsTarget);
}

/** A file that a manifest starts holds an agent whatever it looks like: the class it starts with, or else the script as a whole. */
function deployed(file: SourceFile, candidates: readonly Candidate[], manifest: string): DetectedAgent | undefined {
  if (isEmpty(file)) return undefined;
  const started = candidates.filter(({ isStarted }) => isStarted);
  const alive = candidates.filter(({ evidence }) => evidence.runtime.size + evidence.lifeCycle.size > 0);
  const only = started.length > 0 ? started : alive;
  const fact = only.length === 1 ? only[0]?.ref.class : undefined;
  const why = `started by ${manifest}`;
  if (fact) return { class: fact, name: fact.name, range: fact.nameRange, why };
  return detectionRules[file.facts.languageId].hasScriptAgents ? withoutClass(file, why) : undefined;
}

/** Without a class: a main guard with a bound socket and an endless loop, or a web application with an entry point. */
function scriptAgent(file: SourceFile): DetectedAgent | undefined {
  const { facts } = file;
  if (!facts.hasEntryPoint) return undefined;
  const outside = facts.signals.filter(({ classIndex }) => classIndex === undefined);
  const app = outside.find(({ kind, functionName }) => kind === 'server' && functionName === undefined);
  if (app) return withoutClass(file, `service script: ${app.detail} application`);
  const binds = outside.some(({ kind }) => kind === 'socket-bind');
  return binds && has(outside, 'service-loop') ? withoutClass(file, whyScript) : undefined;
}

/**
 * A role name with run-time evidence, but nothing starts it: part of an agent elsewhere, and reported as such. A thread or a health check
 * alone is not enough: caches and monitors of all kinds have one.
 */
function componentOf(
  { ref, evidence, role, isStarted }: Candidate,
  { componentLifeCycle }: DetectionRules,
): DetectedComponent | undefined {
  const { runtime, lifeCycle } = evidence;
  if (lifeCycle.size < componentLifeCycle) return undefined;
  const runs = runtime.has('socket') || runtime.has('loop') || runtime.size > 1;
  const isComponent = runs && !isStarted && role !== undefined;
  return isComponent ? { class: ref.class, why: 'role name, no entry point' } : undefined;
}

function withoutClass(file: SourceFile, why: string): DetectedAgent {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
  return { name, range: { line: 1, column: 1, endLine: 1, endColumn: 1 }, why };
}

/** Nothing at all, or a line break alone. */
function isEmpty({ sizeBytes }: SourceFile): boolean {
  return sizeBytes <= 2;
}

function has(signals: readonly Signal[], kind: Signal['kind']): boolean {
  return signals.some((signal) => signal.kind === kind);
}
