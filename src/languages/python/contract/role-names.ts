import type { ContractMethod } from '../../../core/contract/contract.js';
import { defaultPythonContract as documented } from '../../../core/contract/default-profile.js';

const namesOf = (method: ContractMethod | undefined, ...more: readonly string[]): readonly string[] => [
  ...new Set([...(method === undefined ? [] : [method.name, ...(method.synonyms ?? [])]), ...more]),
];

/** Names under which base classes are known to keep each role, likeliest first; the documented contract's own names lead. */
export const roleNames = {
  run: namesOf(documented.run, 'serve_forever', 'execute', 'main'),
  requestHandler: namesOf(
    documented.requestHandler,
    'handle',
    'on_request',
    'on_message',
    'process_message',
    'process_task',
    'process',
    'dispatch',
  ),
  healthHook: namesOf(documented.healthHook, 'health_status', 'get_health', 'health', 'check_health', 'status'),
  cleanup: namesOf(documented.cleanup, 'teardown', '_cleanup', 'on_shutdown', 'aclose', 'graceful_shutdown'),
  sendRequest: namesOf(documented.sendRequest, 'request', 'ask', 'send_message', 'call'),
  discover: namesOf(documented.discover, 'get_endpoint', 'discover', 'find_agent', 'resolve_agent', 'lookup'),
  reportError: namesOf(documented.reportError),
} as const;

export type Role = keyof typeof roleNames;
