import { adoptedOf } from '../../core/assess/adoption.js';
import { counted } from '../../core/text/counted.js';
import { agentName } from '../../core/assess/agent-name.js';
import { roundedScore } from '../../core/assess/level.js';
import type { FleetAgent, FleetPlan, LeftAgent, Wave } from '../../core/fleet/fleet-plan.js';
import { firstOf } from '../../core/report/wording.js';

/** The waves for people: every agent with its score and what it needs; `whole` tells of the fleet and of what is left, too. */
export function fleetText(plan: FleetPlan, whole: boolean): string {
  const { summary, waves, left } = plan;
  const adopted = `${adoptedOf(summary)} of ${counted(summary.agents, 'agent')} adopted`;
  const head = `${adopted} (${summary.adoptionPercent} %), ${counted(summary.waves, 'wave')} to go\n`;
  const body = waves.map(waveText).join('');
  return whole ? `${head}${body}${leftText(left)}` : body;
}

function waveText({ number, isCanary, workflow, blastRadius, agents }: Wave): string {
  const canary = isCanary ? ', the canary' : '';
  const radius = `needed by ${counted(blastRadius, 'other agent')}`;
  const head = `\nWave ${number}${canary}: ${counted(agents.length, 'agent')}, ${workflow} workflow, ${radius}\n`;
  return head + agents.map(agentText).join('');
}

/** Enough to know the neighbourhood by; `--json` has everything. */
const mostNames = 4;

function agentText(agent: FleetAgent): string {
  const { path, line, score, level, dependsOn } = agent;
  const names = [...new Set(dependsOn.map(agentName))];
  const needs = names.length === 0 ? '' : `  needs ${firstOf(names, mostNames, 'agents').join(', ')}`;
  return `  ${String(roundedScore(score)).padStart(3)} ${level.padEnd(6)} ${agentName(agent)}  ${path}:${line}${needs}\n`;
}

const whyLeft: Readonly<Record<LeftAgent['why'], string>> = {
  migrated: 'already migrated',
  preserved: 'kept as they are',
  blocked: 'blocked',
  'no-class': 'without a class',
};

function leftText(left: readonly LeftAgent[]): string {
  const kinds = (['blocked', 'no-class', 'preserved', 'migrated'] as const).flatMap((why) => {
    const own = left.filter((one) => one.why === why);
    return own.length === 0 ? [] : [`\nIn no wave, ${whyLeft[why]}: ${own.length}\n${own.map(leftAgentText).join('')}`];
  });
  return kinds.join('');
}

function leftAgentText({ path, line, class: name, reason, kept }: LeftAgent): string {
  const why = kept ?? (reason === null ? '' : `${reason.code}: ${reason.message}`);
  return `  ${name ?? path}  ${path}:${line}${why === '' ? '' : `  ${why}`}\n`;
}
