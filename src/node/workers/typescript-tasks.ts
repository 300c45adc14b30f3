import type { InferenceRequest } from '../../app/ports/contract-inference.js';
import type { InferredContract } from '../../core/contract/inferred-contract.js';
import type { Runnable, RunnableRequest } from '../../core/validation/functionality/runnable-module.js';
import type { PlanRequest, PlanWithBytes } from '../../core/rewrite/plan-request.js';

interface ProjectPlace {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Absolute path of the compiler's own declaration files. */
  readonly libraryFile: string;
}

export interface PlanTypeScriptRequest extends PlanRequest, ProjectPlace {}

export interface PrepareTypeScriptRequest extends ProjectPlace {
  /** Of the file that is going to be planned. */
  readonly path: string;
}

export interface RunnableInWorkspace extends RunnableRequest {
  /** Absolute path of the workspace folder. */
  readonly root: string;
}

/** What the worker with the TypeScript compiler can be asked, by the kind of the task. */
export interface TypeScriptTasks {
  readonly plan: { readonly request: PlanTypeScriptRequest; readonly result: PlanWithBytes };
  /** Reads what the check of a plan is going to need. */
  readonly prepare: { readonly request: PrepareTypeScriptRequest; readonly result: undefined };
  /** The contract of a base class; nothing when its module holds no such class. */
  readonly infer: { readonly request: InferenceRequest; readonly result: InferredContract | undefined };
  /** A source as JavaScript. */
  readonly runnable: { readonly request: RunnableInWorkspace; readonly result: Runnable };
}
