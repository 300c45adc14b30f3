import type { Operation } from '../../app/operation.js';
import type { FilePlanner, FilePlanRequest, ProvenPlan } from '../../app/ports/file-planner.js';
import { Emitter } from '../../core/emitter.js';
import type { Disposable } from '../../core/emitter.js';
import type { Plan } from '../../core/rewrite/plan.js';
import { groupKeyOf } from '../../core/rewrite/edit-id.js';
import type { Stage } from '../../core/rewrite/stage.js';
import { choiceOfOnly, choosableEdits, initialChoice, withTicked } from './edit-choice.js';
import type { EditChoice } from './edit-choice.js';

/** What the migration of one file would do, and which of its edits are wanted. Every choice is planned and proved anew. */
export class FileMigration implements Disposable {
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;
  private replanning: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  /** The plan is one of chosen edits, not the one that is made by itself. */
  private isChosen = false;
  private failure: { readonly error: unknown } | undefined;
  /** Keys of all groups of edits that have been listed so far. */
  private readonly listed = new Set<string>();

  private constructor(
    private readonly request: FilePlanRequest,
    private readonly planFile: FilePlanner,
    private proven: ProvenPlan,
    private ticked: EditChoice,
  ) {
    this.note(proven);
  }

  static async plan(request: FilePlanRequest, planFile: FilePlanner, operation: Operation): Promise<FileMigration> {
    const proven = await planFile(request, operation);
    return new FileMigration(request, planFile, proven, initialChoice(proven.plan, request.includeReview));
  }

  /** Starts with nothing ticked but these edits and what they need, planned and proved like every other choice. */
  static async planOnly(
    request: FilePlanRequest,
    edits: readonly string[],
    planFile: FilePlanner,
    operation: Operation,
  ): Promise<FileMigration> {
    const whole = await planFile(request, operation);
    const choice = choiceOfOnly(whole.plan, edits);
    const proven = await planFile({ ...request, chosenEdits: [...choice] }, operation);
    const migration = new FileMigration(request, planFile, proven, choice);
    migration.isChosen = true;
    migration.note(whole);
    return migration;
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

  /** What makes the same plan once more from the same file: the edits as they were chosen, once they were. */
  get recipe(): Pick<FilePlanRequest, 'includeReview' | 'chosenEdits'> {
    const { includeReview } = this.request;
    return this.isChosen ? { includeReview, chosenEdits: [...this.ticked] } : { includeReview };
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
    const shorter = { ...plan, stages: plan.stages.slice(0, count) };
    return { ...this.proven, plan: shorter, stageBytes: stageBytes.slice(0, count) };
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
      let proven = await this.planChosen(signal);
      // A choice can bring up edits that no plan before had, such as the later stages of a class whose adoption was for review.
      while (!signal.aborted && this.tickNew(proven)) proven = await this.planChosen(signal);
      if (signal.aborted) return;
      this.proven = proven;
      this.isChosen = true;
      this.failure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.failure = { error };
    }
    this.changed.fire(undefined);
  }

  private async planChosen(signal: AbortSignal): Promise<ProvenPlan> {
    return await this.planFile({ ...this.request, chosenEdits: [...this.ticked] }, { signal });
  }

  private note({ plan }: Pick<ProvenPlan, 'plan'>): void {
    for (const { id } of choosableEdits(plan)) this.listed.add(groupKeyOf(id));
  }

  /** Ticks the safe edits that are listed for the first time. */
  private tickNew({ plan }: Pick<ProvenPlan, 'plan'>): boolean {
    const fresh = choosableEdits(plan).filter(
      ({ id, safety }) => safety === 'safe' && !this.listed.has(groupKeyOf(id)),
    );
    if (fresh.length > 0) this.ticked = new Set([...this.ticked, ...fresh.map(({ id }) => id)]);
    this.note({ plan });
    return fresh.length > 0;
  }
}
