import type { CheckFinding } from '../check-result.js';
import type { AgentUser } from './agent-user.js';
import type { LiveAnswer, LiveEndpoint } from './live-endpoint.js';

/** The longest that an endpoint may take to answer. */
export const answerMs = 5000;

export type LiveOutcome =
  | { readonly kind: 'ran'; readonly answers: readonly LiveAnswer[] }
  /** It ended before it listened, or never listened; as it was it did. */
  | { readonly kind: 'does-not-start'; readonly message: string }
  /** Nothing can be said of the agent: a port is taken, or it did not start here as it was either. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface LiveQuestion {
  readonly className: string;
  /** Of the agent's file. */
  readonly path: string;
  /** 1-based, of the class. */
  readonly line: number;
  readonly endpoints: readonly LiveEndpoint[];
  readonly users: readonly AgentUser[];
}

/** What is wrong with an agent that was started. */
export function liveFindings(
  question: LiveQuestion,
  outcome: Exclude<LiveOutcome, { kind: 'unknown' }>,
): readonly CheckFinding[] {
  const { className, path, line, endpoints, users } = question;
  if (outcome.kind === 'does-not-start')
    return [{ message: `${className} does not start: ${outcome.message}.`, path, line }];
  return outcome.answers.flatMap((answer): readonly CheckFinding[] => {
    const { port } = answer;
    if (answer.status === 'silent') {
      const message = `${className} does not answer on port ${port} within ${answerMs.toLocaleString('en')} ms.`;
      const lost = users.filter((user) => user.port === port);
      return [
        { message, path, line },
        ...lost.map((user) => ({
          message: `${user.name} does not reach ${className} any more: nobody answers on port ${port}.`,
          path: user.path,
          line: user.line,
        })),
      ];
    }
    const expected = endpoints.find((one) => one.port === port)?.keys ?? [];
    const missing = expected.filter((key) => !answer.keys.includes(key));
    if (missing.length === 0) return [];
    const message = `What ${className} says of its health on port ${port} lacks ${missing.join(', ')}.`;
    return [{ message, path, line, expected: expected.join(', '), actual: answer.keys.join(', ') }];
  });
}

/** What was seen, where nothing is wrong. */
export function liveDetail({ endpoints, users }: LiveQuestion): string {
  const ports = endpoints.map(({ port }) => port).join(', ');
  const keys = endpoints.some((one) => one.keys.length > 0) ? ', its health has the keys of the contract' : '';
  const names = new Set(users.map(({ name }) => name));
  const reached = names.size === 0 ? '' : `, and ${[...names].join(', ')} ${names.size === 1 ? 'reaches' : 'reach'} it`;
  return `Started, it answers on port ${ports}${keys}${reached}.`;
}
