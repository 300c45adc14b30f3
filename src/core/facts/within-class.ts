import type { ClassFact, Signal } from './source-facts.js';

/** Whether a use stands in the body of a class, nested classes and functions included. */
export function isWithinClass({ range, classIndex }: Signal, { range: body }: ClassFact): boolean {
  return classIndex !== undefined && range.line >= body.line && range.line <= body.endLine;
}
