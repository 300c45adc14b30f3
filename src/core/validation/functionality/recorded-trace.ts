/** Plain data as the recording harness writes it; what is no plain data is an object with a key that begins with `~`. */
export type RecordedValue =
  null | boolean | number | string | readonly RecordedValue[] | { readonly [key: string]: RecordedValue };

/** Something that an agent did to the world around it. */
export interface RecordedEvent {
  /** `send`, `call`, `sql`, `file`, `process`, `thread`, `open`, `close` … */
  readonly kind: string;
  readonly subject: string;
  readonly detail: RecordedValue;
  /** Done by the base's constructor or by one of its threads. */
  readonly base: boolean;
  /** The function that the thread runs. */
  readonly thread: string;
}

/** What came of a step: exactly one of the members. */
export interface RecordedOutcome {
  readonly returned?: RecordedValue;
  readonly raised?: { readonly type: string; readonly message: string };
  /** It did not come to an end. */
  readonly pending?: true;
  readonly replied?: readonly RecordedValue[];
  /** Nobody listened at the address. */
  readonly unheard?: true;
  /** There is no such method. */
  readonly absent?: true;
  /** The method is the base's own. */
  readonly inherited?: true;
}

/** A call or a request, with everything that followed from it. */
export interface RecordedStep {
  readonly name: string;
  readonly outcome?: RecordedOutcome;
  readonly method?: string;
  /** The language keeps everybody else from calling it. */
  readonly isPrivate?: true;
  /** Address and number of a request that was sent to the agent. */
  readonly asked?: readonly [string, number];
  /** The request was answered by a thread of the base. */
  readonly servedByBase?: boolean;
  readonly events: readonly RecordedEvent[];
  /** Until it returned or was answered, by the simulated clock; absent where that is not the agent's doing. */
  readonly tookMs?: number;
  /** Attributes of the agent that were new or other afterwards. */
  readonly attributes: Readonly<Record<string, RecordedValue>>;
}

/** One scenario run on one version of a module. */
export interface RecordedTrace {
  readonly steps: readonly RecordedStep[];
  /** Everything that was opened, in order, and whether it was still open at the end. */
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly open: boolean;
    readonly base: boolean;
  }[];
  /** Threads that were still alive at the end. */
  readonly threads: readonly { readonly name: string; readonly base: boolean }[];
  /** Threads that ended with an exception. */
  readonly failures: readonly {
    readonly name: string;
    readonly base: boolean;
    readonly error: { readonly type: string; readonly message: string };
  }[];
  /** What the base's constructor set. */
  readonly baseAttributes: readonly string[];
  /** Methods for which there was no room. */
  readonly leftOut: readonly string[];
  /** Modules that were replaced by recording doubles. */
  readonly doubles: readonly string[];
  /** Why the scenario could not be run, or not to its end. */
  readonly problem: string | null;
  /** The problem is one of time or room, which a busy machine has too: it says nothing of the agent. */
  readonly isLimit?: boolean;
}
