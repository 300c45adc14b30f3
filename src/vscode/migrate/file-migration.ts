import { changesNothing } from '../../app/planned-stages.js';
import type { Operation } from '../../app/operation.js';
import type { FilePlanner, FilePlanRequest, ProvenPlan } from '../../app/ports/file-planner.js';
import { Emitter } from '../../core/emitter.js';
import type { Disposable } from '../../core/emitter.js';
import type { Plan } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';
import { choosableEdits, initialChoice, withTicked } from './edit-choice.js';
import type { EditChoice } from './edit-choice.js';

/** What the migration of one file would do, and which of its edits are wanted. Every choice is planned and proved anew. */
export class FileMigration implements Disposable {
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;
  private replanning: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  private failure: { readonly error: unknown } | undefined;
  private ticked: EditChoice;

  private constructor(
    private readonly request: FilePlanRequest,
    private readonly planFile: FilePlanner,
    private proven: ProvenPlan,
  ) {
    this.ticked = initialChoice(proven.plan, request.includeReview);
  }

  static async plan(request: FilePlanRequest, planFile: FilePlanner, operation: Operation): Promise<FileMigration> {
    return new FileMigration(request, planFile, await planFile(request, operation));
  }

  get path(): string {
    return this.request.path;
  }

  get plan(): Plan {
    return this.proven.plan;
  }

  get choice(): EditChoice {
    return this.ticked;
  }

  /** Nothing would be written, even with everything ticked. */
  get isEmpty(): boolean {
    return choosableEdits(this.plan).length === 0 && changesNothing(this.plan);
  }

  /** The file after a stage, or as it is now. */
  bytesAfter(stage: Stage | undefined): Uint8Array {
    const index = this.plan.stages.findIndex((one) => one.stage === stage);
    return this.proven.stageBytes[index] ?? this.request.bytes;
  }

  bytesBefore(stage: Stage): Uint8Array {
    const index = this.plan.stages.findIndex((one) => one.stage === stage);
    return this.proven.stageBytes[index - 1] ?? this.request.bytes;
  }

  /** The plan as it is shown, without the stages after `last`. */
  provenThrough(last: Stage): ProvenPlan {
    const { plan, stageBytes } = this.proven;
    const count = plan.stages.findIndex(({ stage }) => stage === last) + 1;
    if (count === 0) return this.proven;
    return { plan: { ...plan, stages: plan.stages.slice(0, count) }, stageBytes: stageBytes.slice(0, count) };
  }

  /** Takes another choice at once and plans it behind; `settled` waits for the plan. */
  tick(ids: readonly string[], ticked: boolean): void {
    this.ticked = withTicked(this.plan, this.ticked, ids, ticked);
    this.replanning?.abort.abort();
    const abort = new AbortController();
    this.replanning = { abort, done: this.replan(abort.signal) };
    this.changed.fire(undefined);
  }

  /** Resolves when the plan is the one that was chosen; rejects when that plan could not be made. */
  async settled(): Promise<void> {
    let waitedFor: typeof this.replanning;
    while (waitedFor !== this.replanning) {
      waitedFor = this.replanning;
      await waitedFor?.done;
    }
    if (this.failure !== undefined) throw this.failure.error;
  }

  dispose(): void {
    this.replanning?.abort.abort();
    this.changed.dispose();
  }

  /** Never rejects: what went wrong waits for whoever needs the plan. */
  private async replan(signal: AbortSignal): Promise<void> {
    try {
      const proven = await this.planFile({ ...this.request, chosenEdits: [...this.ticked] }, { signal });
      if (signal.aborted) return;
      this.proven = proven;
      this.failure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.failure = { error };
    }
    this.changed.fire(undefined);
  }
}
