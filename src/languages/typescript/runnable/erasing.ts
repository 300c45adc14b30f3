import type { ts } from 'ts-morph';
import type { JavaScriptText } from './javascript-text.js';

/** What erasing needs to know of the file around a node. */
export interface Erasing {
  readonly out: JavaScriptText;
  /** Classes whose instances are watched. */
  readonly watched: ReadonlySet<string>;
  /** A field without a value is set to `undefined`; otherwise it is only declared. */
  readonly definesFields: boolean;
  readonly visit: (node: ts.Node) => void;
}
