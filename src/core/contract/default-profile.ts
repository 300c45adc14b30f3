import type { Contract, ContractKeyword, ContractMethod, DiscoverMethod, OwnedAttribute } from './contract.js';

const keywords: readonly ContractKeyword[] = [
  { name: 'name', default: 'self.__class__.__name__', role: 'name', synonyms: ['agent_name', 'service_name'] },
  {
    name: 'port',
    default: 'the first free port from 5000',
    role: 'port',
    synonyms: ['zmq_port', 'main_port', 'agent_port', 'service_port', 'rep_port'],
  },
  {
    name: 'health_check_port',
    default: "self.config['health_check_port'], else port + 1",
    role: 'health-port',
    synonyms: ['health_port', 'healthcheck_port'],
  },
  { name: 'strict_port', default: 'True', role: 'strict-port' },
  { name: 'redis_host', default: 'the host of REDIS_URL, else localhost' },
  { name: 'redis_port', default: 'the port of REDIS_URL, else 6379' },
  { name: 'enable_prometheus_metrics', default: 'ENABLE_PROMETHEUS_METRICS, else True' },
  { name: 'enable_system_metrics', default: 'True' },
  { name: 'enable_legacy_errors', default: 'True' },
  { name: 'enable_nats_errors', default: 'True' },
  { name: 'nats_servers', default: 'None' },
  { name: 'capabilities', default: 'derived from the class name', synonyms: ['agent_capabilities'] },
];

const attributes: readonly OwnedAttribute[] = [
  { name: 'args', set: 'constructor' },
  {
    name: 'name',
    set: 'constructor',
    keyword: 'name',
    equivalent: ['self.__class__.__name__', 'type(self).__name__'],
  },
  { name: 'port', set: 'constructor', keyword: 'port' },
  { name: 'health_check_port', set: 'constructor', keyword: 'health_check_port' },
  { name: 'http_health_port', set: 'constructor', equivalent: ['self.health_check_port + 1'] },
  { name: 'context', set: 'constructor' },
  { name: 'strict_port', set: 'constructor', keyword: 'strict_port', equivalent: ['True'] },
  { name: 'running', set: 'constructor', equivalent: ['True'] },
  { name: 'is_initialized', set: 'constructor', equivalent: ['threading.Event()'] },
  { name: 'initialization_error', set: 'constructor', equivalent: ['None'] },
  { name: 'start_time', set: 'constructor', equivalent: ['time.time()'] },
  { name: '_cleanup_called', set: 'constructor', equivalent: ['False'] },
  { name: '_error_reporting_tasks', set: 'constructor', equivalent: ['set()'] },
  { name: '_shutdown_event', set: 'constructor', equivalent: ['None'] },
  { name: 'logger', set: 'constructor', replaceable: true },
  { name: 'prometheus_exporter', set: 'constructor' },
  { name: 'health_checker', set: 'constructor' },
  { name: 'unified_error_handler', set: 'constructor' },
  { name: 'error_handler_task', set: 'constructor' },
  { name: 'socket', set: 'constructor' },
  { name: 'health_context', set: 'constructor' },
  { name: 'health_socket', set: 'constructor' },
  { name: 'health_thread', set: 'constructor' },
  { name: 'http_server', set: 'sometimes' },
  { name: 'capabilities', set: 'constructor', keyword: 'capabilities', replaceable: true },
  { name: 'config', set: 'never', readInConstructor: true },
  { name: '_background_threads', set: 'never' },
];

const hooks: readonly ContractMethod[] = [
  { name: '_setup_logging', parameters: [], mustCallSuper: true, calledBy: ['__init__'] },
  { name: '_setup_prometheus_metrics', parameters: ['kwargs'], mustCallSuper: true, calledBy: ['__init__'] },
  {
    name: '_start_unified_error_handler_initialization',
    parameters: ['enable_legacy', 'enable_nats', 'nats_servers'],
    mustCallSuper: true,
    calledBy: ['__init__'],
  },
  { name: '_init_sockets', parameters: [], mustCallSuper: true, calledBy: ['__init__'] },
  {
    name: '_find_available_port',
    parameters: ['start_port=5000', 'max_attempts=100'],
    calledBy: ['__init__', '_init_sockets'],
  },
  { name: '_start_health_check', parameters: [], mustCallSuper: true, calledBy: ['__init__'] },
  { name: '_health_check_loop', parameters: [], calledBy: ['_start_health_check'] },
  { name: '_start_http_health_server', parameters: [], mustCallSuper: true, calledBy: ['__init__'] },
  { name: '_start_initialization', parameters: [], calledBy: ['__init__'] },
  { name: '_perform_initialization', parameters: [], mustCallSuper: true, calledBy: ['_start_initialization'] },
  { name: '_get_default_capabilities', parameters: [], calledBy: ['__init__'] },
  { name: '_setup_graceful_shutdown', parameters: [], calledBy: ['__init__'] },
  { name: '_register_with_digital_twin', parameters: [], calledBy: ['__init__'] },
];

const sendRequest: ContractMethod = {
  name: 'send_request_to_agent',
  parameters: ['agent_name', 'request', 'host=None', 'port=None', 'timeout=5000', 'retries=1', 'retry_delay=1.0'],
  calledBy: ['_register_with_digital_twin', 'get_agent_endpoint', 'send_event'],
  synonyms: ['send_request', 'send_to_agent', 'request_agent', 'call_agent'],
};

const endpointOf: ContractMethod = {
  name: 'get_agent_endpoint',
  parameters: ['agent_name'],
  calledBy: ['send_request_to_agent'],
  synonyms: ['discover_service', 'get_service_address', 'discover_agent'],
};

const discover: DiscoverMethod = { ...endpointOf, answers: 'host-and-port' };

const reportError: ContractMethod = {
  name: 'report_error',
  parameters: [
    'error_type',
    'message',
    'severity=None',
    'context=None',
    'details=None',
    'category=None',
    'stack_trace=None',
    'related_task_id=None',
    'wait_for_completion=False',
    '**kwargs',
  ],
};

const others: readonly ContractMethod[] = [
  // Handed to the error handler, which calls it when an error is reported.
  { name: '_send_error_to_digital_twin', parameters: ['error_report'], isAsync: true },
  sendRequest,
  endpointOf,
  { name: 'send_event', parameters: ['event_type', 'data', 'propagate=False'] },
  reportError,
  {
    name: '_report_error_async',
    parameters: [
      'error_type',
      'message',
      'severity',
      'details=None',
      'category=None',
      'stack_trace=None',
      'related_task_id=None',
    ],
    isAsync: true,
    calledBy: ['_create_managed_error_task', '_report_error_sync'],
  },
  { name: '_report_error_sync', parameters: ['**kwargs'], calledBy: ['report_error'] },
  { name: '_create_managed_error_task', parameters: ['**kwargs'], calledBy: ['report_error'] },
  { name: '_ensure_shutdown_event', parameters: [], calledBy: ['_create_managed_error_task', 'shutdown_gracefully'] },
  { name: 'shutdown_gracefully', parameters: ['timeout=30.0'], isAsync: true },
  { name: '_atexit_cleanup', parameters: [] },
  { name: '_safe_int', parameters: ['value', 'default=0'] },
];

/**
 * The documented BaseAgent: a synchronous class that binds a ZeroMQ REP socket, a health socket and an HTTP health server in its
 * constructor. From a reading of `common/core/base_agent.py` of the public repository HaymayndzUltra/voice-assistant-prod (598f63af).
 */
export const defaultPythonContract: Contract = {
  language: 'python',
  module: 'common.core.base_agent',
  class: 'BaseAgent',
  keywords,
  positional: 'ignored',
  unknownKeywords: 'ignored',
  attributes,
  // Registration sends its request through the sender, so the sender runs inside the constructor too.
  constructorHooks: [...hooks.map((hook) => hook.name), sendRequest.name, discover.name],
  methods: [...hooks, ...others],
  abstractMethods: [],
  run: { name: 'run', parameters: [], synonyms: ['start', 'serve', 'main_loop', 'start_service', 'run_forever'] },
  requestHandler: {
    name: 'handle_request',
    parameters: ['request'],
    calledBy: ['run'],
    synonyms: ['_handle_request', 'handle_query', 'handle_message', 'process_request', '_process_request'],
  },
  requestLoop: {
    payload: 'json',
    flag: 'running',
    endsInCleanup: true,
    absorbsInterrupt: true,
    errorReplyKeys: ['status', 'error'],
  },
  healthHook: {
    name: '_get_health_status',
    parameters: [],
    calledBy: ['_health_check_loop', '_start_http_health_server', 'handle_request'],
    synonyms: ['get_health_status', 'health_check', '_health_check', '_handle_health_check', 'get_status'],
    keys: [
      'status',
      'ready',
      'initialized',
      'message',
      'timestamp',
      'uptime',
      'active_threads',
      'health_checks',
      'health_details',
      'health_status',
      'error',
    ],
    sometimes: ['error'],
  },
  health: {
    socketAttribute: 'health_socket',
    contextAttribute: 'health_context',
    threadAttribute: 'health_thread',
    kind: 'REP',
    answersAnyMessage: true,
    httpPaths: ['/health', '/metrics', '/metrics/summary'],
  },
  cleanup: {
    name: 'cleanup',
    parameters: [],
    mustCallSuper: true,
    calledBy: ['run', '_init_sockets', '_atexit_cleanup'],
    synonyms: ['stop', 'shutdown', 'close'],
  },
  mainSocket: {
    attribute: 'socket',
    contextAttribute: 'context',
    kind: 'REP',
    addresses: ['tcp://*:{port}', 'tcp://0.0.0.0:{port}'],
    options: { LINGER: '0', RCVTIMEO: '5000' },
  },
  ports: [
    {
      attribute: 'port',
      keyword: 'port',
      protocol: 'zmq',
      whenWithheld: { kind: 'first-free', from: 5000, span: 100 },
      onFailure: 'raises',
    },
    {
      attribute: 'health_check_port',
      keyword: 'health_check_port',
      protocol: 'zmq',
      whenWithheld: { kind: 'offset', of: 'port', by: 1 },
      onFailure: 'raises',
    },
    {
      attribute: 'http_health_port',
      protocol: 'http',
      whenWithheld: { kind: 'offset', of: 'health_check_port', by: 1 },
      onFailure: 'warns',
    },
  ],
  sendRequest,
  discover,
  reportError,
  joinsThreads: ['_thread', '_threads', '_background_threads'],
  doesNot: ['signals', 'atexit', 'cli-port', 'other-sockets', 'databases'],
  namedLogger: ['replaces-handlers', 'sets-level'],
};
