import type { LanguageId } from '../facts/source-facts.js';

/** Names by which a language's service classes are told from its other classes. */
export interface DetectionRules {
  /** Endings of class names that say what kind of service a class is. */
  readonly roles: readonly string[];
  /** What may follow such an ending. */
  readonly suffixes: readonly string[];
  /** A class with one of these above it is never an agent. */
  readonly neverBases: ReadonlySet<string>;
  readonly neverBasePattern: RegExp;
  /** A class of such a name is never one. */
  readonly neverName?: RegExp;
  /** Files whose classes are never agents: tests and examples. */
  readonly neverPath?: RegExp;
  /** Without a method of its own, or of its instances, a class is nothing that runs. */
  readonly needsMethods: boolean;
  /** A file whose code outside classes serves is an agent too. */
  readonly hasScriptAgents: boolean;
  /** Life-cycle evidence that a component shows; a role name and run-time evidence are needed anyway. */
  readonly componentLifeCycle: number;
  readonly neverDecorators: ReadonlySet<string>;
  readonly startMethods: ReadonlySet<string>;
  readonly stopMethods: ReadonlySet<string>;
  /** A class that declares itself to be a base for others. */
  readonly abstractBases: ReadonlySet<string>;
}

const roles: readonly string[] = [
  'Agent',
  'Service',
  'Manager',
  'Monitor',
  'Server',
  'Coordinator',
  'Orchestrator',
  'Router',
  'Responder',
  'Scheduler',
  'Registry',
  'Hub',
  'Engine',
  'Handler',
  'Processor',
  'Adapter',
  'Tracker',
  'Dispatcher',
  'Listener',
  'Watcher',
  'Worker',
  'Daemon',
  'Broker',
  'Gateway',
  'Bridge',
  'Proxy',
  'Collector',
  'Supervisor',
];

const suffixes: readonly string[] = [
  'Enhanced',
  'Optimized',
  'Improved',
  'Refactored',
  'Updated',
  'Fixed',
  'Unified',
  'Consolidated',
  'Simple',
  'Simplified',
  'Minimal',
  'Legacy',
  'New',
  'Final',
  'Impl',
  'App',
  'PC2',
];

const python: DetectionRules = {
  needsMethods: false,
  hasScriptAgents: true,
  componentLifeCycle: 0,
  roles,
  suffixes,
  neverBases: new Set([
    'Enum',
    'IntEnum',
    'StrEnum',
    'Flag',
    'IntFlag',
    'BaseModel',
    'BaseSettings',
    'BaseException',
    'Exception',
    'TestCase',
    'IsolatedAsyncioTestCase',
    'NodeVisitor',
    'NodeTransformer',
    'Protocol',
    'NamedTuple',
    'TypedDict',
    'BaseRequestHandler',
    'StreamRequestHandler',
    'RequestHandler',
    'Handler',
    'Formatter',
    'Filter',
    'Action',
    'JSONEncoder',
    'Module',
    'Dataset',
    'Tk',
    'Toplevel',
    'Frame',
    'LabelFrame',
    'Canvas',
    'QWidget',
    'QMainWindow',
    'QDialog',
    'QFrame',
    'FileSystemEventHandler',
  ]),
  neverBasePattern: /(?:Error|Exception|Warning|RequestHandler|HTTPRequestHandler|Servicer)$/u,
  neverDecorators: new Set([
    'dataclass',
    'dataclasses.dataclass',
    'attr.s',
    'attrs.define',
    'attr.define',
    'attr.dataclass',
  ]),
  startMethods: new Set([
    'run',
    'start',
    'serve',
    'main_loop',
    'mainloop',
    'run_forever',
    'serve_forever',
    'start_server',
    'start_service',
    'start_agent',
    'start_monitoring',
    'listen',
    'loop',
    'main',
  ]),
  stopMethods: new Set([
    'stop',
    'cleanup',
    'shutdown',
    'close',
    'terminate',
    'stop_monitoring',
    'graceful_shutdown',
    'teardown',
  ]),
  abstractBases: new Set(['ABC', 'ABCMeta']),
};

const typescript: DetectionRules = {
  needsMethods: true,
  hasScriptAgents: false,
  componentLifeCycle: 2,
  neverName: /(?:Dto|DTO|Error|Exception|Schema|Factory|Mock|Fake|Stub)$|^(?:Mock|Fake|Stub)(?=[A-Z])/u,
  neverPath:
    /(?:^|\/)(?:tests?|__tests__|__mocks__|fixtures|examples?|demos?)\/|\.(?:test|spec|e2e|bench)\.[mc]?[jt]sx?$/iu,
  roles: [...roles, 'Consumer'],
  suffixes: ['Enhanced', 'Optimized', 'Impl', 'Service'],
  neverBases: new Set(['Component', 'PureComponent', 'HTMLElement', 'LitElement', 'Model', 'Controller', 'Error']),
  neverBasePattern: /(?:Element|Error|Exception)$/u,
  neverDecorators: new Set([
    'Entity',
    'Schema',
    'ObjectType',
    'InputType',
    'Table',
    'Module',
    'Controller',
    'Resolver',
    'Component',
    'Directive',
    'Pipe',
    'customElement',
  ]),
  startMethods: new Set([
    'start',
    'run',
    'serve',
    'listen',
    'launch',
    'initialize',
    'init',
    'bootstrap',
    'connect',
    'boot',
  ]),
  stopMethods: new Set([
    'stop',
    'shutdown',
    'cleanup',
    'close',
    'dispose',
    'destroy',
    'terminate',
    'disconnect',
    'teardown',
    'onModuleDestroy',
  ]),
  abstractBases: new Set(['abstract', 'declare']),
};

export const detectionRules: Readonly<Record<LanguageId, DetectionRules>> = { python, typescript };

/** The role a class name ends in, such as `Manager` for `CacheManagerV2`; `undefined` when it ends in none. */
export function roleOf(className: string, { roles: known, suffixes: endings }: DetectionRules): string | undefined {
  const bare = withoutSuffix(className, endings);
  return known.find((role) => bare.endsWith(role));
}

function withoutSuffix(name: string, endings: readonly string[]): string {
  const unnumbered = name.replace(/_?[Vv]?\d+$/u, '');
  const ending = endings.find((one) => unnumbered.endsWith(one) && unnumbered.length > one.length);
  return ending === undefined ? unnumbered : withoutSuffix(unnumbered.slice(0, -ending.length), endings);
}
