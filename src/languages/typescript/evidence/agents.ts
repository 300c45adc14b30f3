import type { CallSite } from '../call-site.js';

/** Methods that call another agent by its name, whatever they are called on. */
export const messageMethods: readonly string[] = [
  ...['sendRequest', 'sendRequestToAgent', 'sendToAgent', 'sendMessageToAgent', 'requestAgent', 'callAgent'],
  ...[
    'callService',
    'queryAgent',
    'notifyAgent',
    'invokeAgent',
    'getAgentEndpoint',
    'discoverAgent',
    'discoverService',
  ],
];

/** The agent that a call names; `undefined` when it names none. */
export function agentNamed(call: CallSite): string | undefined {
  const name = call.string(0);
  return name !== undefined && /^[\w][\w.-]*$/.test(name) ? name : undefined;
}
