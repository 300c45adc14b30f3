import { ts } from 'ts-morph';
import type { Reason } from '../../../core/reason.js';
import type { PlanCheck } from '../../../core/rewrite/plan.js';
import { planId } from '../../../core/rewrite/plan-id.js';
import type { PlanRequest, PlanWithBytes } from '../../../core/rewrite/plan-request.js';
import { planWithBytes, refusedPlan } from '../../../core/rewrite/plan-with-bytes.js';
import type { ProjectCheck } from '../project/project-check.js';
import type { ProjectRules } from '../project/project-rules.js';
import { unlessTooDeep } from '../../nested-too-deeply.js';
import { decodeTypeScript, encodeTypeScript } from '../decode.js';
import { readTypeScriptFacts } from '../facts.js';
import { typeScriptRuleSet } from '../recipes/registry.js';
import { DeferredTypes } from './proofs/deferred-types.js';
import type { Proof } from './proofs/proof.js';
import { proveTypes } from './proofs/types.js';
import type { TypeScriptModule } from './syntax/typescript-module.js';
import { TypeScriptLanguage } from './typescript-language.js';

export interface PlanTools {
  /** SHA-256 in lower-case hex. */
  readonly hash: (bytes: Uint8Array | string) => string;
  /** What the file's project asks for. */
  readonly project: ProjectRules;
  readonly check: ProjectCheck;
}

/** The plan of one TypeScript or JavaScript file with every proof. Writes nothing, and keeps nothing. */
export function planTypeScript(request: PlanRequest, tools: PlanTools): PlanWithBytes {
  const { hash } = tools;
  const sha256 = hash(request.bytes);
  const id = planId({ ...request, sha256, ruleSet: typeScriptRuleSet }, hash);
  const decoded = decodeTypeScript(request.bytes);
  if (!decoded) {
    return refusedPlan(
      { request, id, sha256 },
      { code: 'encoding', message: 'The file is not UTF-8; save it as UTF-8.' },
    );
  }
  const refuse = (reason: Reason): PlanWithBytes => refusedPlan({ request, id, sha256, text: decoded.text }, reason);
  return unlessTooDeep(() => planDecoded(decoded, { request, id, tools, refuse }), refuse);
}

interface Planning {
  readonly request: PlanRequest;
  readonly id: string;
  readonly tools: PlanTools;
  readonly refuse: (reason: Reason) => PlanWithBytes;
}

function planDecoded(
  { text, hasMark }: { readonly text: string; readonly hasMark: boolean },
  { request, id, tools, refuse }: Planning,
): PlanWithBytes {
  const { hash, project, check } = tools;
  const languageWith = (types: Proof): TypeScriptLanguage =>
    new TypeScriptLanguage(request.path, { ...request, planId: id, project, check }, types);
  const deferred = new DeferredTypes();
  const language = languageWith(deferred.prove);
  const source = language.read(text);
  const reason = refusalOfModule(source, request) ?? request.refused;
  if (reason) return refuse(reason);
  const bytesOf = (result: string): Uint8Array => encodeTypeScript(result, hasMark);
  const job = { request, id, source, bytesOf, hash };
  const assumed = planWithBytes({ ...job, language });
  const settled = deferred.settle();
  const isSound = [...settled.values()].every(({ status }) => status !== 'fail');
  if (isSound) return withChecks(assumed, settled);
  return planWithBytes({ ...job, language: languageWith((input) => proveTypes(input)) });
}

/** The plan with other verdicts in the place of some. */
function withChecks(planned: PlanWithBytes, instead: ReadonlyMap<PlanCheck, PlanCheck>): PlanWithBytes {
  const stages = planned.plan.stages.map((stage) => {
    return { ...stage, checks: stage.checks.map((check) => instead.get(check) ?? check) };
  });
  return { ...planned, plan: { ...planned.plan, stages } };
}

/** Why a text cannot be planned for. */
function refusalOfModule(module: TypeScriptModule, { classes, path }: PlanRequest): Reason | undefined {
  const [problem] = readTypeScriptFacts(module.text, path).problems;
  if (problem) return { code: problem.code, message: problem.message, line: problem.range.line };
  const [error] = module.errors;
  if (error) {
    const line = module.lines.lineAt(error.start ?? 0);
    const message = `${ts.flattenDiagnosticMessageText(error.messageText, ' ')} (line ${line})`;
    return { code: 'does-not-parse', message, line };
  }
  const missing = classes.find((name) => !module.classNamed(name));
  if (missing === undefined) return undefined;
  return { code: 'no-class', message: `${path} has no class ${missing} at its top level.` };
}
