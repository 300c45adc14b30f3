import { ts } from 'ts-morph';
import { oncePer } from '../../../core/once-per.js';
import type { Span } from '../../../core/text/span.js';
import { assignedIn, unitsOf, type Unit } from './units.js';

export interface ParsedText {
  readonly text: string;
  /** With the parents of its nodes. */
  readonly file: ts.SourceFile;
}

/** The body of a method that reads the same in two texts: where it stands in the first of them, and where in the other. */
export interface CommonBody {
  readonly was: Span;
  readonly is: Span;
}

/** What it costs to leave a body out is not worth it below this many characters. */
const SHORTEST_BODY = 20;

/** With these the checker tells about a declaration what it finds in all bodies, or in the first of them. */
const looksIntoBodies = ({ noUnusedLocals, noUnusedParameters, importHelpers }: ts.CompilerOptions): boolean =>
  noUnusedLocals === true || noUnusedParameters === true || importHelpers === true;

/**
 * The bodies of methods about which a checker says the same in both texts: those that read the same and name nothing that the difference
 * between the texts can reach. A type comes into a body by names alone, or by the bare `this`: so what has changed makes suspect whatever
 * names it, and so on. The method must say itself what it returns, and set no variable of the module.
 */
export function unaffectedBodies(
  reference: ParsedText,
  source: ParsedText,
  options: ts.CompilerOptions,
): readonly CommonBody[] {
  if (looksIntoBodies(options) || /\.[mc]?jsx?$/.test(source.file.fileName)) return [];
  const known = unitsOf(reference.file);
  const units = unitsOf(source.file);
  const suspect = suspects(known, units);
  const before = new Map(known.map((unit) => [unit.key, unit]));
  const counts = countOf(units);
  return units.flatMap((unit) => {
    const then = before.get(unit.key);
    if (!then || suspect(unit) || counts.get(unit.key) !== 1) return [];
    const [is, was] = [bodyOf(unit), bodyOf(then)];
    return is && was && !setsVariables(then) ? [{ is, was }] : [];
  });
}

/** The text with nothing in these bodies; all that follows stands where it stood. */
export function withoutBodies(text: string, bodies: readonly Span[]): string {
  let shortened = '';
  let end = 0;
  for (const body of bodies) {
    shortened += text.slice(end, body.start) + stubFor(text.slice(body.start, body.end));
    end = body.end;
  }
  return shortened + text.slice(end);
}

/** What stands in a body instead: it returns nothing, whatever should be returned. */
const NOTHING = 'throw 0;';

/** A part of one line with room for that. */
const roomForNothing = /[^\r\n\u2028\u2029]{8}/;

const stubFor = (body: string): string => {
  const blank = body.slice(1, -1).replace(/[^\r\n\u2028\u2029]+/g, (part) => ' '.repeat(part.length));
  return `{${blank.replace(roomForNothing, NOTHING)}}`;
};

/** Tells whether the checker may say something else about a unit than it said in the presence of the units before. */
function suspects(before: readonly Unit[], after: readonly Unit[]): (unit: Unit) => boolean {
  const [had, has] = [countOf(before), countOf(after)];
  const isNew = (unit: Unit): boolean => had.get(unit.key) !== has.get(unit.key);
  const suspect = new Set([...before, ...after].filter(isNew));
  const byWord = new Map<string, Set<Unit>>();
  for (const unit of after)
    for (const word of wordsOf(unit)) byWord.set(word, (byWord.get(word) ?? new Set<Unit>()).add(unit));
  const waiting = [...suspect].flatMap(({ names }) => names());
  const done = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    for (const unit of byWord.get(name) ?? []) {
      if (suspect.has(unit)) continue;
      suspect.add(unit);
      waiting.push(...unit.names());
    }
  }
  return (unit) => suspect.has(unit);
}

function countOf(units: readonly Unit[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(unit.key, (counts.get(unit.key) ?? 0) + 1);
  return counts;
}

/** All names in a unit, those in texts and comments too; whoever uses `this` otherwise than for a member of its own names the class. */
function wordsOf({ text, owner }: Unit): ReadonlySet<string> {
  const words = new Set(text.match(wordPattern(text)));
  if (!owner || !['this', 'super', 'target'].some((one) => words.has(one))) return words;
  const uses = text.split(/\bthis\b/).slice(1);
  const isOwn = uses.every((after) => {
    const member = /^\.#?([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)/u.exec(after)?.[1];
    return member !== undefined && owner.members.has(member);
  });
  if (!isOwn || words.has('super') || words.has('target')) words.add(owner.name);
  return words;
}

/** What a name may consist of takes far longer to find where any letter may come. */
const wordPattern = (text: string): RegExp =>
  /^[\x00-\x7f]*$/.test(text) ? /[A-Za-z_$][\w$]*/g : /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

/** The body of a method that may be left out where its method is not suspect. */
function bodyOf({ node, owner, text }: Unit): Span | undefined {
  if (!owner || !ts.isMethodDeclaration(node) || !node.body || !node.type || node.asteriskToken) return undefined;
  if (!ts.isIdentifier(node.name) || /@ts-|\\[ux]/.test(text)) return undefined;
  const span = { start: node.body.getStart(), end: node.body.end };
  const length = span.end - span.start;
  return length >= SHORTEST_BODY && roomForNothing.test(text.slice(1 - length, -1)) ? span : undefined;
}

/** Asked for the units of the first text, which all others are compared with. */
const setsVariables = oncePer(({ node }: Unit): boolean => assignedIn(node).length > 0);
