import { EXPRESSION } from '../complaints';

/** What an expression would be as the target of an assignment. */
export const NO_TARGET: i32 = 0;
/** A name, an attribute or a subscript. */
export const SINGLE_TARGET: i32 = 1;
/** A tuple or list of targets. */
export const SEVERAL_TARGETS: i32 = 2;

/** The expression that was read last. */
@unmanaged
class Target {
  kind: i32 = NO_TARGET;
  /** What CPython calls it when it is no target: one of the complaints' names. */
  name: i32 = EXPRESSION;
  /** The expression list read last has a comma, so it is a tuple even of one. */
  isTuple: bool = false;

  become(kind: i32, name: i32): void {
    this.kind = kind;
    this.name = name;
  }

  becomeNone(name: i32): void {
    this.become(NO_TARGET, name);
  }
}

export const target = new Target();
