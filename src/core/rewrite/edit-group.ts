import type { Safety } from './stage.js';
import type { TextEdit } from './text-edit.js';

export interface ProposedEdit extends TextEdit {
  /** One line for people. */
  readonly reason: string;
  /** `host:port` of the address that is no longer written down. */
  readonly endpoint?: string;
}

export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** A value that the base takes over from the agent; the recipe that writes the constructor's arguments passes it on. */
export interface HandOver {
  /** Keyword of the base's constructor. */
  readonly keyword: string;
  /** Expression that can be evaluated at the start of `__init__`. */
  readonly value: string;
}

/** Edits of one recipe for one class that stand or fall together. */
export interface EditGroup {
  /** Tells the groups of one recipe and class apart; the recipe's id when there is one only. */
  readonly id?: string;
  readonly safety: Exclude<Safety, 'manual'>;
  readonly edits: readonly ProposedEdit[];
  /** `Class.method` of what the group takes away. */
  readonly removed?: readonly string[];
  /** `Class.name` before and after. */
  readonly renamed?: readonly Renaming[];
  /** Ids of recipes of the same stage without whose edits, for the same class, this group would be wrong. */
  readonly needs?: readonly string[];
  /** Only carried out with other edits of its stage, and for their sake: an import that they leave unused, the marker. */
  readonly followUp?: true;
  readonly handsOver?: readonly HandOver[];
}
