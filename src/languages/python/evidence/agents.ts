import type { ApiRule } from '../api-tree.js';
import type { CallSite } from '../call-site.js';
import type { PythonSource } from '../source.js';

/** Calls that name another agent, as agent systems commonly call them. */
const messageNames = [
  ...['send_request_to_agent', 'send_to_agent', 'send_message_to_agent', 'send_command_to_agent', 'send_agent_request'],
  ...['call_agent', 'call_service', 'request_agent', 'request_service', 'query_agent', 'notify_agent', 'invoke_agent'],
  ...['forward_to_agent', 'communicate_with_agent', 'connect_to_agent', 'send_service_request', 'send_to_service'],
  ...['discover_service', 'discover_agent', 'get_service_address', 'get_service_info', 'get_service_endpoint'],
  ...['get_agent_endpoint', 'get_agent_address', 'get_agent_info', 'lookup_agent', 'lookup_service', 'find_agent'],
];

const message: ApiRule = {
  kind: 'agent-message',
  countsAsFunction: true,
  detail: (call) => agentNamed(call) ?? '',
  when: (call) => agentNamed(call) !== undefined,
};

/** Calls of other agents by name, whatever they are called on. */
export const agentMethods: Readonly<Record<string, ApiRule>> = Object.fromEntries(
  messageNames.map((name) => [name, message]),
);

function agentNamed(call: CallSite): string | undefined {
  const named =
    call.positional(0) ?? call.keyword('agent_name') ?? call.keyword('target_agent') ?? call.keyword('agent');
  const name = call.stringOf(named ?? call.keyword('service_name'));
  return name !== undefined && /^\w[\w.-]*$/.test(name) ? name : undefined;
}

const camelCase = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*$|^[A-Z]{2,}[a-z][A-Za-z0-9]*$/;
const neverAgent = /(?:Error|Exception|Warning)$/;
const agentModule = /^(?:.*[\\/.])?(\w+?)\.py$|^(\w+_agent)$/;

const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const SHORTEST_MENTION = 5;
const LONGEST_MENTION = 120;

/** Names in the text that may be another agent's: class names in CamelCase as identifiers or whole strings, modules as strings. */
export function readMentions(source: PythonSource): string[] {
  const { strings, capitalized } = source.scanned;
  const found = new Set<string>();
  for (const token of capitalized) addIfAny(found, nameAt(source, token));
  for (let at = 0; at < strings.length; at += 2) addIfAny(found, stringIn(source, strings[at] ?? 0));
  return [...found].sort();
}

function addIfAny(found: Set<string>, mention: string | undefined): void {
  if (mention !== undefined) found.add(mention);
}

function nameAt(source: PythonSource, token: number): string | undefined {
  const name = source.nameOf(token);
  return camelCase.test(name) && !neverAgent.test(name) ? name : undefined;
}

const LETTER_T = 116;
const LETTER_Y = 121;

/** Whether the string whose closing quote stands before `end` ends as everything that `agentModule` matches; most are settled by one letter. */
function endsLikeModule(text: string, end: number): boolean {
  const last = text.charCodeAt(end - 2);
  if (last === LETTER_Y) return text.startsWith('.py', end - 1 - '.py'.length);
  return last === LETTER_T && text.startsWith('_agent', end - 1 - '_agent'.length);
}

function stringIn({ text, tokens }: PythonSource, token: number): string | undefined {
  const start = tokens.starts[token] ?? 0;
  const end = tokens.ends[token] ?? 0;
  const length = end - start;
  if (length < SHORTEST_MENTION || length > LONGEST_MENTION) return undefined;
  if (endsLikeModule(text, end)) {
    const module = agentModule.exec(text.slice(start + 1, end - 1));
    if (module) return module[1] ?? module[2];
  }
  if (!isUpper(text.charCodeAt(start + 1))) return undefined;
  const content = text.slice(start + 1, end - 1);
  return camelCase.test(content) && !neverAgent.test(content) ? content : undefined;
}
