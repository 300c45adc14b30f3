import { commandLineText } from '../../core/config/performance-command.js';
import type { WrittenAddress } from '../../core/facts/written-address.js';
import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { CheckResult } from '../../core/validation/check-result.js';
import { fails, isSkipped, passes } from '../../core/validation/check-outcomes.js';
import { fleetPorts, servesThroughBase } from '../../core/validation/fleet-ports.js';
import { usersOf } from '../../core/validation/live/agent-user.js';
import { liveDetail, liveFindings, type LiveQuestion } from '../../core/validation/live/live-check.js';
import { liveEndpoints, type LiveEndpoint } from '../../core/validation/live/live-endpoint.js';
import { lostUsers } from '../../core/validation/lost-users.js';
import { unknownNames } from '../../core/validation/unknown-names.js';
import type { ListeningAgent } from '../../core/workspace/listening-agent.js';
import type { Operation } from '../operation.js';
import type { Subject } from './subject.js';
import type { ValidationPorts } from './validation-ports.js';

type IntegrationPorts = Pick<ValidationPorts, 'execution' | 'compileCheck' | 'files' | 'questions' | 'live'>;

const id = 'integration';
const soundByFiles =
  'By the files of the workspace: no port is bound twice, every agent it calls is known, and whoever imports or calls it still finds it.';

/** How the agent stands among the others: as far as the files tell, and started, where the contract says how. */
export async function checkIntegration(
  ports: IntegrationPorts,
  subject: Subject,
  proofs: readonly PlanCheck[],
  operation: Operation,
): Promise<CheckResult> {
  const { path, now, original, classes, contract } = subject;
  const text = new TextDecoder().decode(now.bytes);
  const binds = proofs.filter(({ status }) => status === 'fail').map(({ detail }) => ({ message: detail, path }));
  const [first, ...others] = [
    ...binds,
    ...fleetPorts({ classes, contract, now, original, text }),
    ...unknownNames(now, original),
    ...lostUsers(now, original),
  ];
  if (first) return fails(id, [first, ...others]);
  const [program, ...rest] = contract.start ?? [];
  // A stage that is not the last one is nowhere on disk, where a process could be started from.
  if (program === undefined || !subject.isOnDisk) return passes(id, soundByFiles);
  return await checkStarted(ports, subject, [program, ...rest], operation);
}

async function checkStarted(
  ports: IntegrationPorts,
  subject: Subject,
  command: readonly [string, ...string[]],
  operation: Operation,
): Promise<CheckResult> {
  const { path, original } = subject;
  const notStarted = (reason: string): CheckResult => isSkipped(id, `${soundByFiles} It was not started: ${reason}`);
  const permission = ports.execution(commandLineText(command));
  if (!permission.allowed) return notStarted(permission.reason);
  const question = await liveQuestion(ports, subject);
  if (question === undefined) return notStarted('no start-up manifest says on which port it listens.');
  const interpreter = await ports.compileCheck.interpreter(operation);
  const { className, endpoints } = question;
  const legacy = original === undefined ? {} : { legacy: original.bytes };
  const request = { path, class: className, command, endpoints, interpreter, ...legacy };
  const outcome = await ports.live.run(request, operation);
  if (outcome.kind === 'unknown') return notStarted(outcome.reason);
  const [first, ...others] = liveFindings(question, outcome);
  return first ? fails(id, [first, ...others]) : passes(id, `${soundByFiles} ${liveDetail(question)}`);
}

/** Of the first agent of the file for which a manifest has a port. */
async function liveQuestion(ports: IntegrationPorts, subject: Subject): Promise<LiveQuestion | undefined> {
  const { path, classes, now, contract } = subject;
  const listening = now.index.listening().find(({ isAgent, name }) => isAgent && classes.includes(name));
  if (listening === undefined) return undefined;
  const { name: className, port, healthPort } = listening;
  const users = usersOf({
    version: now,
    className,
    listening,
    addresses: await addressesTo(ports, subject, listening),
  });
  const isServedByBase = servesThroughBase(now, className);
  const own = liveEndpoints(contract, {
    ...{ main: port, isServedByBase },
    ...(healthPort === undefined ? {} : { health: healthPort }),
  });
  const others = [...new Set(users.map((user) => user.port))].filter(
    (one) => !own.some(({ port: known }) => known === one),
  );
  const endpoints = [...own, ...others.map((one): LiveEndpoint => ({ port: one, protocol: 'connection', keys: [] }))];
  const line = now.file.facts.classes.find(({ name }) => name === className)?.nameRange.line ?? 1;
  return { className, path, line, endpoints, users };
}

/** Addresses in the files of those who refer to the agent, and of all other agents: a number alone names nobody. */
async function addressesTo(
  { files, questions }: IntegrationPorts,
  { now }: Subject,
  { port, healthPort }: ListeningAgent,
): Promise<ReadonlyMap<string, readonly WrittenAddress[]>> {
  const found = new Map<string, readonly WrittenAddress[]>();
  for (const { file } of now.index.agentFiles()) {
    if (file.path === now.file.path) continue;
    const bytes = await files.read(file.path);
    const text = bytes === undefined ? '' : new TextDecoder().decode(bytes);
    if (bytes === undefined || ![port, healthPort].some((one) => one !== undefined && text.includes(String(one))))
      continue;
    found.set(file.path, await questions.writtenAddresses(file.path, bytes));
  }
  return found;
}
