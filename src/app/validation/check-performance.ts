import { commandLineText, performanceCommand } from '../../core/config/performance-command.js';
import { isSkipped } from '../../core/validation/check-outcomes.js';
import type { CheckResult } from '../../core/validation/check-result.js';
import { performanceCheck } from '../../core/validation/performance-check.js';
import type { Operation } from '../operation.js';
import type { Subject } from './subject.js';
import type { ValidationPorts } from './validation-ports.js';

/** Whether the agent is as fast as it was, by the command that the configuration names for it. */
export async function checkPerformance(
  { execution, speed }: Pick<ValidationPorts, 'execution' | 'speed'>,
  { path, config, now, original }: Subject,
  operation: Operation,
): Promise<CheckResult> {
  const id = 'performance';
  const command = performanceCommand(config.performance, path);
  if (command === undefined)
    return isSkipped(
      id,
      'No command measures it: "validation": { "performance": [ … ] } of agent-migrator.json names one.',
    );
  const permission = execution(commandLineText(command));
  if (!permission.allowed) return isSkipped(id, permission.reason);
  if (original === undefined)
    return isSkipped(id, 'What it was before its migration is not known: there is nothing to compare it with.');
  const request = { path, legacy: original.bytes, migrated: now.bytes, command };
  return performanceCheck(await speed.compare(request, operation), path);
}
