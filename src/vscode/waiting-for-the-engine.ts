import type { CommandHandlers } from './commands.js';

const wait = (): never => {
  throw new Error('This command waits for the engine to land.');
};

export function waitingForTheEngine(): Pick<
  CommandHandlers,
  | 'agentMigrator.previewMigration'
  | 'agentMigrator.migrateAgent'
  | 'agentMigrator.applyStage'
  | 'agentMigrator.applyAllStages'
  | 'agentMigrator.nextStage'
  | 'agentMigrator.cancelPreview'
  | 'agentMigrator.reviewInRefactorPreview'
  | 'agentMigrator.rollback'
  | 'agentMigrator.showHistory'
  | 'agentMigrator.showMigrationChanges'
  | 'agentMigrator.restoreLastParsing'
  | 'agentMigrator.recover'
  | 'agentMigrator.openExampleFleet'
> {
  return {
    'agentMigrator.previewMigration': wait,
    'agentMigrator.migrateAgent': wait,
    'agentMigrator.applyStage': wait,
    'agentMigrator.applyAllStages': wait,
    'agentMigrator.nextStage': wait,
    'agentMigrator.cancelPreview': wait,
    'agentMigrator.reviewInRefactorPreview': wait,
    'agentMigrator.rollback': wait,
    'agentMigrator.showHistory': wait,
    'agentMigrator.showMigrationChanges': wait,
    'agentMigrator.restoreLastParsing': wait,
    'agentMigrator.recover': wait,
    'agentMigrator.openExampleFleet': wait,
  };
}
