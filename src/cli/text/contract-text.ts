import type { ContractInForce } from '../../app/contract/contract-in-force.js';
import type {
  BoundPort,
  Contract,
  ContractMethod,
  OwnedAttribute,
  WithheldPort,
} from '../../core/contract/contract.js';

const labelWidth = 18;

/** A contract for people: what a migration goes by, one subject a paragraph. */
export function contractText({ contract, source, notes, refusal }: ContractInForce): string {
  const sections: readonly (readonly [label: string, lines: readonly string[]])[] = [
    ['Import', [`from ${contract.module} import ${contract.class}${contract.external === true ? '  (external)' : ''}`]],
    ['Source', [source]],
    ['Keywords', contract.keywords.map(keywordLine)],
    ['', [`positional arguments are ${contract.positional}, unknown keywords ${contract.unknownKeywords}`]],
    ['Serves with', roleLines(contract)],
    ['Request loop', loopLines(contract)],
    ['Main socket', socketLines(contract)],
    ['Ports', contract.ports.map(portLine)],
    ['Owns', wrapped(contract.attributes.map(attributeName))],
    ['In constructor', wrapped(contract.constructorHooks)],
    ['Abstract', wrapped(contract.abstractMethods)],
    ['Joins threads', wrapped(contract.joinsThreads ?? [])],
    ['Leaves to agents', wrapped(contract.doesNot ?? [])],
    ["Agent's logger", wrapped(contract.namedLogger ?? [])],
    ['Not understood', notes],
    ['Refused', refusal === undefined ? [] : [refusal.message]],
  ];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  return filled.map(([label, lines]) => `${indented(label, lines)}\n`).join('');
}

function indented(label: string, lines: readonly string[]): string {
  return lines.map((line, index) => (index === 0 ? label : '').padEnd(labelWidth) + line).join('\n');
}

function keywordLine({ name, role, default: fallback }: Contract['keywords'][number]): string {
  const meaning = role === undefined ? '' : `  (${role})`;
  return `${name}${fallback === undefined ? ', required' : ` = ${fallback}`}${meaning}`;
}

function roleLines({ run, requestHandler, healthHook, cleanup }: Contract): readonly string[] {
  const lines = [run, requestHandler, healthHook, cleanup].flatMap((method) => (method ? [signature(method)] : []));
  return healthHook?.keys === undefined ? lines : [...lines, ...wrapped(['health keys:', ...healthHook.keys], ' ')];
}

function signature({ name, parameters = [], isAsync, mustCallSuper }: ContractMethod): string {
  const written = `${isAsync === true ? 'async ' : ''}${name}(${['self', ...parameters].join(', ')})`;
  return mustCallSuper === true ? `${written}  overrides call super` : written;
}

function loopLines({ requestLoop }: Contract): readonly string[] {
  if (requestLoop === undefined) return [];
  const { payload, flag, endsInCleanup, absorbsInterrupt, errorReplyKeys } = requestLoop;
  const parts = [
    `payload ${payload}`,
    flag === undefined ? 'no flag' : `until ${flag} is false`,
    endsInCleanup ? 'ends in cleanup' : 'does not call cleanup',
    absorbsInterrupt ? 'absorbs Ctrl+C' : 'lets Ctrl+C through',
    errorReplyKeys === undefined ? 'no error reply' : `error reply {${errorReplyKeys.join(', ')}}`,
  ];
  return [parts.join(', ')];
}

function socketLines({ mainSocket }: Contract): readonly string[] {
  if (mainSocket === undefined) return [];
  const { attribute, contextAttribute, isAsync, kind, addresses } = mainSocket;
  const context = contextAttribute === undefined ? 'the process-wide context' : `self.${contextAttribute}`;
  return [`self.${attribute}: ${isAsync === true ? 'asynchronous ' : ''}${kind} of ${context}`, ...addresses];
}

function portLine({ attribute, keyword, protocol, whenWithheld, onFailure, boundIn }: BoundPort): string {
  const by = keyword === undefined ? '' : ` unless ${keyword} is given`;
  const where = boundIn === 'run' ? ' in run' : '';
  return `${attribute} (${protocol})${where}: ${withheld(whenWithheld)}${by}; ${onFailure} when it is taken`;
}

function withheld(port: WithheldPort): string {
  switch (port.kind) {
    case 'first-free':
      return `the first free one of ${port.from}–${port.from + port.span - 1}`;
    case 'offset':
      return `${port.of} + ${port.by}`;
    case 'fixed':
      return String(port.port);
    case 'not-bound':
      return 'not bound';
    case 'unknown':
      return 'not known which';
  }
}

function attributeName({ name, set, property }: OwnedAttribute): string {
  const remark = property === undefined ? (set === 'constructor' ? '' : set) : `${property} property`;
  return remark === '' ? name : `${name} (${remark})`;
}

/** Items in lines of at most a hundred characters. */
function wrapped(items: readonly string[], separator = ', '): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const longer = last === undefined ? item : last + separator + item;
    if (last === undefined || longer.length > 100) lines.push(item);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
