import type { LanguageId } from '../facts/source-facts.js';

/** Who may use a member, where the language says so. */
export const visibilities = ['public', 'protected', 'private'] as const;
export type Visibility = (typeof visibilities)[number];

/**
 * What a keyword of the base's constructor means to a migration; a keyword without a role is passed through untouched. With a false
 * `strict-port`, a port that is taken is no error: the base looks for another one.
 */
export const keywordRoles = ['name', 'port', 'health-port', 'strict-port'] as const;
export type KeywordRole = (typeof keywordRoles)[number];

export interface ContractKeyword {
  readonly name: string;
  /** Source text of the default, or a few words where the base computes it; absent when the keyword must be given. */
  readonly default?: string;
  readonly role?: KeywordRole;
  /** Names that agents' own parameters of the same meaning carry, such as `zmq_port` for `port`. */
  readonly synonyms?: readonly string[];
  /** Type as written, in a language that has them. */
  readonly type?: string;
}

export const attributeMoments = ['constructor', 'thread', 'sometimes', 'never'] as const;

/**
 * When the base sets an attribute: always in its constructor; in a thread that the constructor starts; only when something worked out
 * or a method was called; or never, because it only reads what an agent may have set.
 */
export type AttributeMoment = (typeof attributeMoments)[number];

export interface OwnedAttribute {
  readonly name: string;
  readonly set: AttributeMoment;
  /**
   * Source texts that an agent may assign with the same effect as the base's own assignment, such as `True` for `running`; with a
   * `keyword`, only while that keyword is withheld.
   */
  readonly equivalent?: readonly string[];
  /** The keyword whose value the attribute holds: assigning that value again has no effect. */
  readonly keyword?: string;
  /** An agent may keep its own value there: the base does not depend on what the value is (`logger`). */
  readonly replaceable?: boolean;
  /** The base sets it while it is constructed and never again: what an agent puts there afterwards stays. */
  readonly setOnce?: boolean;
  /** The constructor reads it, so an agent that has it must set it before `super().__init__` (`config`). */
  readonly readInConstructor?: boolean;
  /** The base defines it as a property; a `read-only` one cannot be assigned at all. */
  readonly property?: 'read-only' | 'settable';
  /** `public` when absent. */
  readonly visibility?: Visibility;
}

export interface ContractMethod {
  readonly name: string;
  /** Parameters after `self`, as written. */
  readonly parameters?: readonly string[];
  readonly isAsync?: boolean;
  /** An override must call the base's method. */
  readonly mustCallSuper?: boolean;
  /** Methods of the base that call it, `__init__` included; absent or empty: the base never calls it. */
  readonly calledBy?: readonly string[];
  /** Names that agents use for a method of the same meaning, most common first. */
  readonly synonyms?: readonly string[];
  /** `public` when absent. */
  readonly visibility?: Visibility;
}

export const discoverAnswers = ['host-and-port', 'address'] as const;

/** Finds another agent by its name. */
export interface DiscoverMethod extends ContractMethod {
  /** `host-and-port`: two values; `address`: one text such as `tcp://host:port`. Absent when it is not known: then nothing asks it. */
  readonly answers?: (typeof discoverAnswers)[number];
}

/** A port that the base binds, whether an agent asks for it or not. */
export interface BoundPort {
  /** Attribute that holds the number. */
  readonly attribute: string;
  /** `run` when the port is bound by the method that serves, not yet in the constructor; the constructor when absent. */
  readonly boundIn?: 'constructor' | 'run';
  /** Keyword that chooses the number; absent when it always follows another port. */
  readonly keyword?: string;
  readonly protocol: 'zmq' | 'http' | 'tcp';
  /** What is bound while the keyword is withheld. */
  readonly whenWithheld: WithheldPort;
  /** A port that is taken stops the constructor, or is only logged. */
  readonly onFailure: 'raises' | 'warns';
}

export type WithheldPort =
  /** The first free port of `from` … `from + span - 1`: an agent that binds a port of that range after its base may find it taken. */
  | { readonly kind: 'first-free'; readonly from: number; readonly span: number }
  /** The number held by another attribute, plus `by`. */
  | { readonly kind: 'offset'; readonly of: string; readonly by: number }
  | { readonly kind: 'fixed'; readonly port: number }
  | { readonly kind: 'not-bound' }
  | { readonly kind: 'unknown' };

/** The socket on which the base receives requests, with the context that made it. */
export interface MainSocket {
  readonly attribute: string;
  /** Absent when the base uses the process-wide context. */
  readonly contextAttribute?: string;
  /** Its receiving and sending are awaited: its context is one of `zmq.asyncio`. */
  readonly isAsync?: boolean;
  /** ZeroMQ type without its prefix, such as `REP`. */
  readonly kind: string;
  /** Addresses that mean the same as the base's bind, with `{port}` for the number. */
  readonly addresses: readonly string[];
  /** Socket options that the base sets, by name without the `zmq.` prefix, values as written. */
  readonly options?: Readonly<Record<string, string>>;
}

/** What the base's `run` does around the request handler: an agent's own loop is equal to it only when it does the same. */
export interface RequestLoop {
  readonly payload: 'json' | 'string' | 'bytes' | 'pyobj' | 'multipart' | 'unknown';
  /** Attribute that ends the loop when it becomes false. */
  readonly flag?: string;
  /** `run` calls the cleanup method when the loop ends, however it ends. */
  readonly endsInCleanup: boolean;
  /** KeyboardInterrupt ends `run` without leaving it. */
  readonly absorbsInterrupt: boolean;
  /** Keys of the reply that is sent when the handler raises; absent when none is sent. */
  readonly errorReplyKeys?: readonly string[];
}

export interface HealthHook extends ContractMethod {
  /** Of the dictionary that it returns. */
  readonly keys?: readonly string[];
  /** Those of the keys that are there in some states only, such as that of an error. */
  readonly sometimes?: readonly string[];
}

/** The socket and thread with which the base answers health checks. */
export interface HealthService {
  readonly socketAttribute?: string;
  readonly contextAttribute?: string;
  readonly threadAttribute?: string;
  /** ZeroMQ type without its prefix. */
  readonly kind?: string;
  /** Every message is answered with the health status, whatever it says. */
  readonly answersAnyMessage: boolean;
  /** HTTP paths that answer too. */
  readonly httpPaths?: readonly string[];
}

export const contractGaps = ['signals', 'atexit', 'cli-port', 'other-sockets', 'databases'] as const;

/** Something that agents do and the base does not do for them; the agent's own code for it must be kept. */
export type ContractGap = (typeof contractGaps)[number];

export const loggerEffects = ['stops-propagation', 'replaces-handlers', 'sets-level'] as const;

/** What a base does to a logger of the standard library; the handlers of the root logger get nothing from one that stops propagation. */
export type LoggerEffect = (typeof loggerEffects)[number];

/** What the target base class offers and expects. Written in `agent-migrator.json`, inferred, or the default profile. */
export interface Contract {
  readonly language: LanguageId;
  /** Dotted module as agents import it. */
  readonly module: string;
  readonly class: string;
  /** The module is not part of the workspace; it need not resolve. */
  readonly external?: boolean;
  readonly keywords: readonly ContractKeyword[];
  /** `ignored`: positional arguments are accepted and lost, the trap of a constructor with an unused `*args`. */
  readonly positional: 'accepted' | 'ignored' | 'refused';
  /** `ignored`: the constructor takes `**kwargs` and does not miss an unknown one. Only known keywords are ever emitted. */
  readonly unknownKeywords: 'ignored' | 'refused';
  readonly attributes: readonly OwnedAttribute[];
  /**
   * Methods that run before the constructor has returned, called by it or by a thread it starts: an agent's method of that name would run
   * before the agent is ready. The methods with a role of their own (`run`, `requestHandler`, `healthHook`, `cleanup`) are not listed.
   */
  readonly constructorHooks: readonly string[];
  /** All other methods of the base: an agent's method of the same name overrides it. Hooks are listed here too, with their parameters. */
  readonly methods: readonly ContractMethod[];
  readonly abstractMethods: readonly string[];
  readonly run?: ContractMethod;
  readonly requestHandler?: ContractMethod;
  readonly requestLoop?: RequestLoop;
  readonly healthHook?: HealthHook;
  readonly health?: HealthService;
  readonly cleanup?: ContractMethod;
  readonly mainSocket?: MainSocket;
  /** In the order in which they are bound. */
  readonly ports: readonly BoundPort[];
  readonly sendRequest?: ContractMethod;
  readonly discover?: DiscoverMethod;
  readonly reportError?: ContractMethod;
  /** Thread attributes with these endings (`_thread`), and lists with these full names, are joined by the base's cleanup. */
  readonly joinsThreads?: readonly string[];
  readonly doesNot?: readonly ContractGap[];
  /** What its constructor does to the logger that has the agent's name, which is the agent's own where that logs by its name. */
  readonly namedLogger?: readonly LoggerEffect[];
  /** It extends Node's EventEmitter. */
  readonly isEmitter?: boolean;
  /** Names of the events that it emits itself. */
  readonly events?: readonly string[];
  /** Program and arguments of a process that is the agent; see `agentCommand` for what stands for it. Run with consent only. */
  readonly start?: readonly string[];
  /** Program and arguments that restart one agent; see `agentCommand` for what stands for the agent. Run with consent only. */
  readonly restart?: readonly string[];
}
