import { nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import { stages, type Stage } from '../../../../core/rewrite/stage.js';
import { ts } from 'ts-morph';
import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import { insertLinesAbove } from '../../rewrite/syntax/insertion.js';
import { holdsBlankLine } from '../../rewrite/syntax/lines.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';

/**
 * One line above each migrated class that names the stages carried out. A claim for people to read and for nobody to rely on. One recipe
 * a stage, asked last, because it says that something was done.
 */
export const markerFor = (stage: Stage): TypeScriptRecipe => ({
  id: stage === 'infrastructure' ? 'marker' : `marker-${stage}`,
  title: 'Name the stages carried out',
  description: 'Writes or renews the marker line above the class.',
  stage,
  scope: 'class',
  propose: (context) => propose(context, stage),
});

function propose({ module, agent, draft, marker, contract, planId }: TypeScriptContext, stage: Stage): Proposal {
  if (marker === 'none' || !draft.changes(agent.name)) return nothing;
  const reason = `Says that ${agent.name} was migrated, and through which stages.`;
  const old = markerAbove(module, agent);
  const done = stages.filter((one) => one === stage || old?.stages.includes(one));
  const line = `// agent-migrator: ${agent.name} migrated to ${contract.class} [${done.join(', ')}] ${planId}`;
  const edit = old
    ? { start: old.start, end: old.end, newText: line }
    : insertLinesAbove(module, startWithComments(module, agent), [line]);
  return oneGroup({ safety: 'safe', edits: [{ ...edit, reason }], followUp: true });
}

const markerComment = /^\/\/ agent-migrator: (\S+) migrated to \S+ \[([^\]]*)\] \S+[ \t]*$/;

function markerAbove({ text }: TypeScriptModule, { name, statement }: AgentSyntax) {
  for (const { pos, end } of ts.getLeadingCommentRanges(text, statement.pos) ?? []) {
    const found = markerComment.exec(text.slice(pos, end));
    if (found?.[1] === name) return { start: pos, end, stages: (found[2] ?? '').split(/,\s*/) };
  }
  return undefined;
}

/** What a tool is told about the line below. */
const aboutNextLine =
  /(?:eslint|biome|oxlint|tslint|prettier|deno|istanbul|c8|v8|@ts)[-\w:/ ]*(?:ignore|next-line|expect-error)/;

/**
 * The comment that documents the class belongs to it, and so does what a tool is told about it; one at the head of the file, set apart by a
 * blank line, does not.
 */
function startWithComments({ text, file }: TypeScriptModule, { statement }: AgentSyntax): number {
  let start = statement.getStart(file);
  let isDocumented = false;
  for (const { pos, end } of (ts.getLeadingCommentRanges(text, statement.pos) ?? []).toReversed()) {
    const isDocumentation: boolean = !isDocumented && text.startsWith('/**', pos);
    const belongs = isDocumentation || aboutNextLine.test(text.slice(pos, end));
    if (!belongs || holdsBlankLine(text.slice(end, start))) return start;
    isDocumented ||= isDocumentation;
    start = pos;
  }
  return start;
}
