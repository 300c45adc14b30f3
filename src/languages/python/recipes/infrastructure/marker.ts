import { stages, type Stage } from '../../../../core/rewrite/stage.js';
import { nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { insertLinesAbove } from '../../rewrite/syntax/insertion.js';
import { markerAbove, printedMarker } from '../../rewrite/syntax/markers.js';

/**
 * One line above each migrated class that names the stages carried out. A claim for people to read and for nobody to rely on. One recipe
 * a stage, asked last, because it says that something was done.
 */
export const markerFor = (stage: Stage): PythonRecipe => ({
  id: stage === 'infrastructure' ? 'marker' : `marker-${stage}`,
  title: 'Name the stages carried out',
  description: 'Writes or renews the marker line above the class.',
  stage,
  scope: 'class',
  propose: (context) => propose(context, stage),
});

function propose(context: PythonContext, stage: Stage): Proposal {
  const { module, agent, draft, marker } = context;
  if (marker === 'none' || !draft.changes(agent.name)) return nothing;
  const reason = `Says that ${agent.name} was migrated, and through which stages.`;
  if (marker === 'print') {
    if (printedMarker(module, agent)) return nothing;
    const edit = insertLinesAbove(module, agent.whole, [`print("${agent.name.toUpperCase()} MIGRATION APPLIED")`]);
    return oneGroup({ safety: 'safe', edits: [{ ...edit, reason }], followUp: true });
  }
  const old = markerAbove(module, agent);
  const done = stages.filter((one) => one === stage || old?.stages.includes(one));
  const line = `# agent-migrator: ${agent.name} migrated to ${context.contract.class} [${done.join(', ')}] ${context.planId}`;
  const edit = old ? { start: old.start, end: old.end, newText: line } : insertLinesAbove(module, agent.whole, [line]);
  return oneGroup({ safety: 'safe', edits: [{ ...edit, reason }], followUp: true });
}
