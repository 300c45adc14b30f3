import type { Command } from './command.js';
import { assessCommand } from './commands/assess.js';
import { contractCommand } from './commands/contract.js';
import { dashboardsCommand } from './commands/dashboards.js';
import { fleetCommand } from './commands/fleet.js';
import { historyCommand } from './commands/history.js';
import { mcpCommand } from './commands/mcp.js';
import { metricsCommand } from './commands/metrics.js';
import { migrateCommand } from './commands/migrate.js';
import { observeCommand } from './commands/observe.js';
import { planCommand } from './commands/plan.js';
import { recoverCommand } from './commands/recover.js';
import { reportCommand } from './commands/report.js';
import { rollbackCommand } from './commands/rollback.js';
import { storeCommand } from './commands/store.js';
import { telemetryCommand } from './commands/telemetry.js';
import { validateCommand } from './commands/validate.js';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  assessCommand,
  contractCommand,
  planCommand,
  migrateCommand,
  validateCommand,
  rollbackCommand,
  recoverCommand,
  historyCommand,
  storeCommand,
  telemetryCommand,
  observeCommand,
  metricsCommand,
  dashboardsCommand,
  fleetCommand,
  reportCommand,
  mcpCommand,
];
