import type { SourceFacts } from '../facts/source-facts.js';

/**
 * Whether two versions of a file are the same to all other files: what they import of it, who started whom, and where it says so. An edit
 * inside a method usually leaves this as it was, and then only the file's own assessment can change.
 */
export function isSameShape(a: SourceFacts, b: SourceFacts): boolean {
  return JSON.stringify(shapeOf(a)) === JSON.stringify(shapeOf(b));
}

function shapeOf(facts: SourceFacts): unknown {
  return [
    facts.ignored,
    facts.imports,
    facts.exports,
    facts.entryPointClasses,
    facts.mentions,
    facts.signals.filter(({ kind }) => kind === 'agent-message').map(({ detail, range }) => [detail, range]),
    facts.classes.map(({ name, topLevel, bases, keywords, methods }) => [
      name,
      topLevel,
      bases.map(({ text, resolved }) => [text, resolved]),
      keywords,
      methods.filter(({ isAbstract }) => isAbstract).length,
    ]),
  ];
}
