import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { CheckResult } from '../../core/validation/check-result.js';
import { fails, passes } from '../../core/validation/check-outcomes.js';
import { fleetPorts } from '../../core/validation/fleet-ports.js';
import { lostUsers } from '../../core/validation/lost-users.js';
import { unknownNames } from '../../core/validation/unknown-names.js';
import type { Subject } from './subject.js';

/** How the agent stands among the others, as far as the files of the workspace tell. */
export function checkIntegration(subject: Subject, proofs: readonly PlanCheck[]): CheckResult {
  const { path, now, original, classes, contract } = subject;
  const text = new TextDecoder().decode(now.bytes);
  const binds = proofs.filter(({ status }) => status === 'fail').map(({ detail }) => ({ message: detail, path }));
  const [first, ...others] = [
    ...binds,
    ...fleetPorts({ classes, contract, now, original, text }),
    ...unknownNames(now, original),
    ...lostUsers(now, original),
  ];
  if (first) return fails('integration', [first, ...others]);
  return passes(
    'integration',
    'By the files of the workspace: no port is bound twice, every agent it calls is known, and whoever imports or calls it still finds it.',
  );
}
