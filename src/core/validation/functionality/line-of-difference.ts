import type { SourceFacts } from '../../facts/source-facts.js';
import type { Difference } from './difference.js';
import { plainName } from './recorded-names.js';

export interface DifferenceSubject {
  /** Of the file as it is now. */
  readonly facts: SourceFacts;
  /** Those that were run. */
  readonly classes: readonly string[];
  /** The method that answers requests, where the contract has one. */
  readonly requestHandler?: string;
}

/**
 * The line, 1-based, at which a person begins to look for a difference: of the method that was called, of the function of a thread, of the
 * handler of a request; else of the class.
 */
export function lineOfDifference({ call, what }: Difference, subject: DifferenceSubject): number {
  const { facts, classes, requestHandler } = subject;
  const own = facts.classes.filter(({ topLevel, name }) => topLevel && classes.includes(name));
  const [class_] = own;
  const named = nameIn(call, what, requestHandler);
  const methods = own.flatMap((one) => one.methods);
  const isConstructor = classes.includes(named ?? '');
  const meant = isConstructor ? '__init__' : named;
  const around = own.find(({ name }) => name === named) ?? class_;
  const candidates = isConstructor ? (around?.methods ?? []) : methods;
  const method =
    candidates.find(({ name }) => name === meant) ??
    candidates.find(({ name }) => meant !== undefined && plainName(name) === plainName(meant));
  return (method ?? around)?.nameRange.line ?? 1;
}

function nameIn(call: string, what: string, requestHandler: string | undefined): string | undefined {
  const called = /^(\w+)\(/u.exec(call)?.[1];
  const thread = /^thread (\w+)/u.exec(what)?.[1];
  return called ?? thread ?? (call.startsWith('request ') ? requestHandler : undefined);
}
