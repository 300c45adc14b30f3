import type { LanguageId } from '../facts/source-facts.js';

/** What a keyword of the base's constructor means to a migration; a keyword without a role is passed through untouched. */
export type KeywordRole = 'name' | 'port' | 'health-port';

export interface ContractKeyword {
  readonly name: string;
  /** Source text of the default; absent when the keyword must be given. */
  readonly default?: string;
  readonly role?: KeywordRole;
  /** Names that agents' own parameters of the same meaning carry, such as `zmq_port` for `port`. */
  readonly synonyms?: readonly string[];
}

export interface OwnedAttribute {
  readonly name: string;
  /** Source texts that an agent may assign with the same effect as the base's own assignment, such as `True` for `running`. */
  readonly equivalent?: readonly string[];
  /** The base reads it but leaves setting it to the subclass, before `super().__init__` (`config`). */
  readonly readOnly?: boolean;
}

export interface ContractMethod {
  readonly name: string;
  /** Parameters after `self`, as written. */
  readonly parameters?: readonly string[];
  readonly isAsync?: boolean;
  /** An override must call the base's method. */
  readonly mustCallSuper?: boolean;
}

/** What the target base class offers and expects. Written in `agent-migrator.json`, inferred, or the default profile. */
export interface Contract {
  readonly language: LanguageId;
  /** Dotted module as agents import it. */
  readonly module: string;
  readonly class: string;
  /** The module is not part of the workspace; it need not resolve. */
  readonly external?: boolean;
  readonly keywords: readonly ContractKeyword[];
  /** Unknown keywords are accepted by the base (`**kwargs`); we never emit one all the same. */
  readonly acceptsPositional: boolean;
  readonly attributes: readonly OwnedAttribute[];
  /** Methods that the base's constructor calls: an agent's method of that name would run before the agent is ready. */
  readonly constructorHooks: readonly string[];
  /** Other methods of the base that an agent's own method of the same name would override. */
  readonly methods: readonly ContractMethod[];
  readonly abstractMethods: readonly string[];
  readonly run?: ContractMethod;
  readonly requestHandler?: ContractMethod;
  readonly healthHook?: ContractMethod & { readonly keys?: readonly string[] };
  readonly cleanup?: ContractMethod;
  /** Attributes under which the base keeps its main socket and its context. */
  readonly mainSocket?: { readonly attribute: string; readonly contextAttribute: string; readonly kind: string };
  readonly sendRequest?: ContractMethod;
  readonly discover?: ContractMethod;
  /** Thread attributes with these endings, and lists with these names, are joined by the base's cleanup. */
  readonly joinsThreads?: readonly string[];
}
