import type { Reason } from '../reason.js';
import { LineIndex } from '../text/line-index.js';
import type { EditChoice } from './edit-choice.js';
import type { LeftItem, PlanCheck } from './plan.js';
import type { EditGroup } from './edit-group.js';
import type { Proposal, Recipe, RecipeContext } from './recipe.js';
import type { ReadSource, RewriteLanguage } from './rewrite-language.js';
import { StageDraft, type DraftedGroup } from './stage-draft.js';
import { stages, type Stage } from './stage.js';

export interface StageJob<Source extends ReadSource, Context extends RecipeContext> {
  readonly language: RewriteLanguage<Source, Context>;
  readonly classes: readonly string[];
  readonly choice: EditChoice;
  /** Groups that must not be carried out, of this stage and of those before it, each with the reason why. */
  readonly dropped: ReadonlyMap<string, string>;
}

export interface StageProposals {
  readonly draft: StageDraft;
  readonly left: readonly LeftItem[];
  readonly refusals: ReadonlyMap<string, Reason>;
}

/** What the recipes of a stage propose for a text, conflicts settled: what is drafted can be applied together. */
function proposeStage<Source extends ReadSource, Context extends RecipeContext>(
  source: Source,
  stage: Stage,
  job: StageJob<Source, Context>,
): StageProposals {
  // Recipes react to what those before them do, so a group that turns out to be wrong alone is taken out by asking all of them again.
  const dropped = new Map(job.dropped);
  for (;;) {
    const proposals = askRecipes(source, stage, { ...job, dropped });
    const orphan = findOrphan(proposals.draft, proposals.refusals);
    if (!orphan) return proposals;
    dropped.set(orphan.key, orphan.reason);
  }
}

interface Asking {
  readonly source: ReadSource;
  readonly draft: StageDraft;
  readonly left: LeftItem[];
  readonly refusals: Map<string, Reason>;
  readonly dropped: ReadonlyMap<string, string>;
  readonly choice: EditChoice;
}

function askRecipes<Source extends ReadSource, Context extends RecipeContext>(
  source: Source,
  stage: Stage,
  { language, classes, choice, dropped }: StageJob<Source, Context>,
): StageProposals {
  const asking: Asking = { source, draft: new StageDraft(), left: [], refusals: new Map(), dropped, choice };
  for (const recipe of language.recipes) {
    if (recipe.stage !== stage) continue;
    for (const className of recipe.scope === 'class' ? classes : classes.slice(0, 1)) {
      const context = language.contextOf(source, className, asking.draft);
      if (context && !asking.refusals.has(className)) take(asking, recipe, className, recipe.propose(context));
    }
  }
  return asking;
}

function take(asking: Asking, recipe: Pick<Recipe, 'id'>, className: string, proposal: Proposal): void {
  asking.left.push(...proposal.left.map((note) => ({ class: className, recipe: recipe.id, ...note })));
  if (proposal.refused) {
    const { line, message } = proposal.refused;
    asking.refusals.set(className, proposal.refused);
    asking.left.push({ class: className, recipe: recipe.id, reason: message, ...(line === undefined ? {} : { line }) });
  }
  for (const group of proposal.groups) draftGroup(asking, recipe.id, className, group);
}

function draftGroup(asking: Asking, recipe: string, className: string, group: EditGroup): void {
  const { draft, left, dropped, choice } = asking;
  const key = group.id === undefined ? `${recipe}/${className}` : `${recipe}/${className}/${group.id}`;
  const reason = dropped.get(key);
  if (reason !== undefined) {
    if (reason !== '') left.push({ class: className, recipe, reason });
    return;
  }
  const applied = choice.includes(key, group);
  const rivals = draft.collisionsWith(group.edits);
  const givesWay = (rival: DraftedGroup): boolean =>
    !rival.applied && (applied || (group.safety === 'safe' && rival.safety !== 'safe'));
  const stronger = rivals.find((rival) => !givesWay(rival));
  if (stronger) {
    left.push({ class: className, recipe, reason: `Its edits meet those of ${stronger.recipe}.` });
    return;
  }
  for (const shown of rivals) {
    draft.remove(shown);
    left.push(displaced(asking.source, shown));
  }
  draft.add({ ...group, key, recipe, class: className, applied });
}

/**
 * What is only shown keeps nothing from being carried out, and what is for review nothing safe from being shown; a plan in which it is carried
 * out as well asks the later recipe again.
 */
function displaced({ text }: ReadSource, { class: className, recipe, edits: [edit] }: DraftedGroup): LeftItem {
  const reason = `Only with the edits for review: ${edit?.reason ?? ''}`;
  return { class: className, recipe, reason, line: new LineIndex(text).lineAt(edit?.start ?? 0) };
}

/** A group that would be carried out without what it needs. Of no reason: nobody has to be told that what was unticked takes it along. */
function findOrphan(
  draft: StageDraft,
  refusals: ReadonlyMap<string, Reason>,
): { readonly key: string; readonly reason: string } | undefined {
  for (const group of draft.groups) {
    if (refusals.has(group.class)) return { key: group.key, reason: '' };
    if (!group.applied) continue;
    const missing = group.needs?.find((recipe) => !draft.has(recipe, group.class));
    if (missing !== undefined) return { key: group.key, reason: `It needs ${missing}, which is not carried out.` };
  }
  return undefined;
}

export interface StageAttempt<Source extends ReadSource> {
  readonly proposals: StageProposals;
  readonly after: Source;
  readonly checks: readonly PlanCheck[];
  /** All groups that were kept from being carried out, so that no later stage wonders about them. */
  readonly dropped: ReadonlyMap<string, string>;
}

/** Proposes and proves a stage. A group whose result fails a proof is dropped, with the proof as its reason, until what is left passes. */
export function planStage<Source extends ReadSource, Context extends RecipeContext>(
  source: Source,
  stage: Stage,
  job: StageJob<Source, Context>,
): StageAttempt<Source> {
  const dropped = new Map(job.dropped);
  for (;;) {
    const attempt = tryStage(source, stage, { ...job, dropped });
    const failed = attempt.checks.find(({ status }) => status === 'fail');
    if (!failed) return attempt;
    const culprit = findCulprit(source, stage, { ...job, dropped }, attempt);
    if (culprit === undefined) return attempt;
    dropped.set(culprit, `Dropped, because its result failed the check ${failed.id}: ${failed.detail}`);
  }
}

function tryStage<Source extends ReadSource, Context extends RecipeContext>(
  source: Source,
  stage: Stage,
  job: StageJob<Source, Context>,
): StageAttempt<Source> {
  const proposals = proposeStage(source, stage, job);
  const edits = proposals.draft.appliedEdits;
  const after = edits.length > 0 ? job.language.next(source, edits) : source;
  const groups = proposals.draft.groups.filter(({ applied }) => applied);
  const checks = job.language.prove({ before: source, after, edits, groups });
  const idempotent = edits.length > 0 ? proveIdempotent(after, stage, job) : settled;
  return { proposals, after, checks: [...checks, idempotent], dropped: job.dropped };
}

/** The group without which the stage passes; the last one when no single group is to blame. */
function findCulprit<Source extends ReadSource, Context extends RecipeContext>(
  source: Source,
  stage: Stage,
  job: StageJob<Source, Context>,
  failed: StageAttempt<Source>,
): string | undefined {
  const keys = failed.proposals.draft.groups.filter(({ applied }) => applied).map(({ key }) => key);
  const passesWithout = (key: string): boolean => {
    const attempt = tryStage(source, stage, { ...job, dropped: new Map([...job.dropped, [key, '']]) });
    return attempt.checks.every(({ status }) => status !== 'fail');
  };
  return keys.findLast(passesWithout) ?? keys.at(-1);
}

const settled: PlanCheck = { id: 'idempotent', status: 'pass', detail: 'Planning the result again gives no edits.' };

/** A stage must leave nothing to do for itself, and nothing new for the stages before it. */
function proveIdempotent<Source extends ReadSource, Context extends RecipeContext>(
  after: Source,
  stage: Stage,
  job: StageJob<Source, Context>,
): PlanCheck {
  for (const done of stages.slice(0, stages.indexOf(stage) + 1)) {
    const again = proposeStage(after, done, job).draft.groups.find(({ applied }) => applied);
    if (again === undefined) continue;
    const detail = `Planning the result again gives edits of ${again.recipe} for ${again.class}.`;
    return { id: settled.id, status: 'fail', detail };
  }
  return settled;
}
