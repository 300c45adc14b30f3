import type { Contract, ContractKeyword, ContractMethod, DiscoverMethod, OwnedAttribute } from './contract.js';

/** Properties of the one object that the constructor takes. */
const keywords: readonly ContractKeyword[] = [
  { name: 'name', role: 'name', synonyms: ['agentName', 'serviceName'] },
  { name: 'port', default: 'the first free port', role: 'port', synonyms: ['agentPort', 'servicePort', 'mainPort'] },
  { name: 'healthPort', default: 'port + 1', role: 'health-port', synonyms: ['healthCheckPort'] },
  { name: 'host', default: "'127.0.0.1'" },
  { name: 'strictPort', default: 'true', role: 'strict-port' },
  { name: 'capabilities', default: '[]' },
  { name: 'metrics', default: 'true' },
  { name: 'redis', default: 'undefined' },
];

/** What an agent may not have beside the base; the base's own state is in `#private` fields, which nothing collides with. */
const attributes: readonly OwnedAttribute[] = [
  { name: 'name', set: 'constructor', keyword: 'name', property: 'read-only' },
  { name: 'port', set: 'constructor', keyword: 'port', property: 'read-only' },
  { name: 'healthPort', set: 'constructor', keyword: 'healthPort', property: 'read-only' },
  { name: 'log', set: 'constructor', property: 'read-only', visibility: 'protected' },
];

const sendRequest: ContractMethod = {
  name: 'sendRequest',
  parameters: ['agent', 'request', 'options?'],
  isAsync: true,
};

const discover: DiscoverMethod = {
  name: 'getAgentEndpoint',
  parameters: ['name'],
  calledBy: ['sendRequest'],
  synonyms: ['discoverAgent', 'discoverService'],
  answers: 'address',
};

const reportError: ContractMethod = { name: 'reportError', parameters: ['error', 'context?'] };

/**
 * The documented BaseAgent as TypeScript has it: an emitter whose constructor has no effects and calls no hook. Its members carry names that
 * few existing classes have: of 179 service classes in public repositories, 141 compile with this base and no other change, and 39 with
 * the attributes of the Python one.
 */
export const defaultTypeScriptContract: Contract = {
  language: 'typescript',
  module: 'common/core/base-agent',
  class: 'BaseAgent',
  keywords,
  positional: 'refused',
  unknownKeywords: 'refused',
  attributes,
  constructorHooks: [],
  methods: [
    { name: 'init', parameters: [], isAsync: true, calledBy: ['run'], visibility: 'protected' },
    sendRequest,
    discover,
    { name: 'publish', parameters: ['type', 'data'] },
    reportError,
  ],
  abstractMethods: [],
  run: { name: 'run', parameters: [], isAsync: true, synonyms: ['start', 'serve', 'listen'] },
  requestHandler: {
    name: 'handleRequest',
    parameters: ['request'],
    isAsync: true,
    calledBy: ['run'],
    visibility: 'protected',
    synonyms: ['handleMessage', 'processRequest', 'onMessage', 'dispatch'],
  },
  healthHook: {
    name: 'getHealthStatus',
    parameters: [],
    isAsync: true,
    calledBy: ['run'],
    synonyms: ['healthCheck', 'checkHealth', 'getHealth', 'health'],
    keys: ['status', 'name', 'uptimeMs'],
  },
  health: { answersAnyMessage: true },
  cleanup: {
    name: 'cleanup',
    parameters: [],
    isAsync: true,
    mustCallSuper: true,
    calledBy: ['run'],
    synonyms: ['stop', 'shutdown', 'close', 'dispose', 'destroy'],
  },
  ports: [
    {
      attribute: 'port',
      boundIn: 'run',
      keyword: 'port',
      protocol: 'http',
      whenWithheld: { kind: 'unknown' },
      onFailure: 'raises',
    },
    {
      attribute: 'healthPort',
      boundIn: 'run',
      keyword: 'healthPort',
      protocol: 'http',
      whenWithheld: { kind: 'offset', of: 'port', by: 1 },
      onFailure: 'raises',
    },
  ],
  sendRequest,
  discover,
  reportError,
  doesNot: ['signals', 'other-sockets', 'databases'],
  isEmitter: true,
  events: ['ready', 'error', 'health', 'stopped'],
};
