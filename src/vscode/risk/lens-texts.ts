import { agentName } from '../../core/assess/agent-name.js';
import type { Assessment } from '../../core/assess/assessment.js';
import type { CommandId } from '../commands.js';
import { levelIcons, readinessTitle, riskTitle, trackTitle } from './wording.js';

/** Commands that a lens offers beside the score; data, so that the texts can be checked without an editor. */
export interface LensText {
  readonly title: string;
  readonly tooltip: string;
  readonly command: CommandId;
}

/** What lenses show besides the assessment. */
export interface LensSurroundings {
  /** The file was migrated here and can be rolled back. */
  readonly hasMigration: boolean;
  /** Whether the agent runs, in words; `undefined` when that is not known. */
  readonly status: string | undefined;
}

/** The lenses of one agent, in the order they stand: the score first, whether it runs, then what can be done now. */
export function lensTexts(assessment: Assessment, { hasMigration, status }: LensSurroundings): readonly LensText[] {
  return [
    scoreLens(assessment),
    ...(status === undefined ? [] : [statusLens(assessment, status)]),
    ...actionLenses(assessment),
    ...(hasMigration ? rollbackLenses(assessment) : []),
  ];
}

function statusLens(assessment: Assessment, status: string): LensText {
  return {
    title: `$(pulse) ${status}`,
    tooltip: `Show the telemetry of ${agentName(assessment)} and its machine`,
    command: 'agentMigrator.showDashboard',
  };
}

function scoreLens(assessment: Assessment): LensText {
  const parts = [riskTitle(assessment), trackTitle(assessment.track), readinessTitle(assessment)];
  return {
    title: `$(${scoreIcon(assessment)}) ${parts.join(' · ')}`,
    tooltip: `Explain the risk score of ${agentName(assessment)}`,
    command: 'agentMigrator.explainScore',
  };
}

function scoreIcon(assessment: Assessment): string {
  if (assessment.readiness === 'blocked') return 'error';
  if (assessment.readiness === 'migrated') return 'verified';
  return levelIcons[assessment.level];
}

function actionLenses(assessment: Assessment): readonly LensText[] {
  if (assessment.class === null || assessment.readiness === 'migrated') return [];
  if (assessment.readiness === 'blocked') return canRestore(assessment) ? [restoreLens(assessment)] : [];
  return [
    {
      title: 'Preview migration',
      tooltip: `Show every stage of the migration of ${assessment.class} as a diff; nothing is written`,
      command: 'agentMigrator.previewMigration',
    },
    {
      title: 'Migrate…',
      tooltip: `Migrate ${assessment.class} after showing what will change`,
      command: 'agentMigrator.migrateAgent',
    },
  ];
}

/** Only a file that is broken as text can be had back from its own past. */
export function canRestore({ reason }: Pick<Assessment, 'reason'>): boolean {
  return (
    reason?.code === 'does-not-parse' || reason?.code === 'does-not-compile' || reason?.code === 'conflict-markers'
  );
}

function restoreLens(assessment: Assessment): LensText {
  return {
    title: 'Restore last version that parses',
    tooltip: `Compare ${agentName(assessment)} with the newest version in git history that parses`,
    command: 'agentMigrator.restoreLastParsing',
  };
}

function rollbackLenses(assessment: Assessment): readonly LensText[] {
  return [
    {
      title: 'Roll back…',
      tooltip: `Put ${agentName(assessment)} back to an earlier state; your own later edits are kept`,
      command: 'agentMigrator.rollback',
    },
    {
      title: 'History',
      tooltip: `Show the migrations of ${agentName(assessment)}`,
      command: 'agentMigrator.showHistory',
    },
  ];
}
