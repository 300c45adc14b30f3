import { matchesAgent } from '../../core/config/agent-pattern.js';
import type { Config } from '../../core/config/config.js';
import { noOutsideUses } from '../../core/rewrite/outside-uses.js';
import type { PlanRequest, PlanWithBytes } from '../../core/rewrite/plan-request.js';
import type { Reason } from '../../core/reason.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { ContractsInForce, type ContractInForce } from '../contract/contract-in-force.js';
import type { InferencePorts } from '../contract/infer-contract.js';
import { missingClass } from '../contract/missing-class.js';
import type { Operation } from '../operation.js';
import { findOutsideUses, type OutsidePorts } from './outside-uses.js';
import { planWithCompiler } from './plan-with-compiler.js';
import type { CompileCheck } from '../ports/compile-check.js';
import type { FilePlanRequest } from '../ports/file-planner.js';
import type { Planner } from '../ports/planner.js';

export interface PlanPorts extends InferencePorts, OutsidePorts {
  readonly planner: Planner;
  readonly compileCheck: CompileCheck;
}

export interface PlanScene {
  readonly config: Config;
  /** The workspace with the file as it is to be planned. */
  readonly index: WorkspaceIndex;
  /** No part of it, and users of its agents all the same. */
  readonly tests: readonly SourceFile[];
}

/**
 * The proven plan of one file: its agents, or the classes asked for, moved onto the base whose contract is in force for it. Writes nothing.
 * What cannot be planned is a plan that is refused.
 */
export async function planMigration(
  ports: PlanPorts,
  scene: PlanScene,
  request: FilePlanRequest,
  operation: Operation,
): Promise<PlanWithBytes> {
  const { index, config, tests } = scene;
  const file = index.files.get(request.path);
  const classes = request.classes ?? agentClasses(file, index, config);
  const contracts = new ContractsInForce(config, index, ports);
  const force = file ? await contracts.of(file, operation) : await contracts.ofWorkspace(operation);
  const refused =
    keptReason(request, allClasses(file, index), config) ?? refusalOf(request, { file, classes, force }, index);
  const outside =
    file && !refused
      ? await findOutsideUses(
          ports,
          index,
          { file, bytes: request.bytes, classes, tests, contract: force.contract },
          operation,
        )
      : noOutsideUses;
  const { chosenEdits, path, bytes, through, includeReview } = request;
  const planRequest: PlanRequest = {
    ...{ path, bytes, through, includeReview, classes, outside },
    contract: force.contract,
    marker: config.marker,
    ...(chosenEdits === undefined ? {} : { chosenEdits }),
    ...(refused ? { refused } : {}),
  };
  // TypeScript's own compiler is one of its proofs.
  if (file?.facts.languageId === 'typescript') return await ports.planner.plan(planRequest, operation);
  return await planWithCompiler(ports, planRequest, operation);
}

/** The agents of a file that are to be moved; what the project keeps as it is stays out. */
function agentClasses(file: SourceFile | undefined, index: WorkspaceIndex, config: Config): readonly string[] {
  return allClasses(file, index).filter((name) => keptBy(config, file?.path ?? '', name) === undefined);
}

function allClasses(file: SourceFile | undefined, index: WorkspaceIndex): readonly string[] {
  const agents = file ? index.detectionOf(file).agents : [];
  return agents.flatMap((agent) => agent.class?.name ?? []);
}

function keptBy({ preserve }: Config, path: string, name: string): string | undefined {
  return preserve.find(({ agent }) => matchesAgent(agent, path, name))?.reason;
}

/** Whoever asks for nothing but agents that are kept is told why they are. */
function keptReason(
  { path, classes: named }: FilePlanRequest,
  all: readonly string[],
  config: Config,
): Reason | undefined {
  const wanted = named ?? all;
  const kept = wanted.find((name) => keptBy(config, path, name) !== undefined);
  if (kept === undefined || (named === undefined && wanted.some((name) => keptBy(config, path, name) === undefined)))
    return undefined;
  const message = `${kept} is kept as it is, says agent-migrator.json: ${keptBy(config, path, kept) ?? ''}`;
  return { code: 'no-agent', message };
}

interface Question {
  readonly file: SourceFile | undefined;
  readonly classes: readonly string[];
  readonly force: ContractInForce;
}

function refusalOf(
  request: FilePlanRequest,
  { file, classes, force }: Question,
  index: WorkspaceIndex,
): Reason | undefined {
  const { path } = request;
  if (!file) return { code: 'not-a-file', message: `${path} is not a source file of the workspace.` };
  const unknown = classes.find((name) => !file.facts.classes.some((fact) => fact.topLevel && fact.name === name));
  if (unknown !== undefined) return missingClass(file, unknown);
  const base = file.facts.classes.find(
    (fact) => classes.includes(fact.name) && index.isTargetBase({ file, class: fact }),
  );
  if (base) {
    const message = `${base.name} is the base class itself.`;
    return { code: 'no-agent', message, line: base.nameRange.line };
  }
  return classes.length === 0 ? nobody(file, index) : force.refusal;
}

function nobody(file: SourceFile, index: WorkspaceIndex): Reason {
  const [script] = index.detectionOf(file).agents;
  if (script) {
    const message = `The agent of ${file.path} has no class; only classes are moved onto a base.`;
    return { code: 'no-class', message, line: script.range.line };
  }
  const names = file.facts.classes.filter(({ topLevel }) => topLevel).map(({ name }) => name);
  const hint = names.length > 0 ? ` Name a class of it with --class: ${names.join(', ')}.` : '';
  return { code: 'no-agent', message: `${file.path} holds no agent.${hint}` };
}
