import type { MarkerFact } from '../../core/facts/source-facts.js';
import type { TypeScriptSource } from './source.js';

const SIGNATURE = 'agent-migrator:';
const marker = /^\/[/*]+\s*agent-migrator:\s*(\S+) migrated to \S/;
const ignore = /^\/[/*]+\s*agent-migrator:\s*ignore\b/;

/** What comments say to this tool: `// agent-migrator: ignore`, and `// agent-migrator: <agent> migrated to <base> …`. */
export function readComments(source: TypeScriptSource): {
  readonly ignored: boolean;
  readonly markers: readonly MarkerFact[];
} {
  const { text, tokens } = source;
  const { comments } = tokens;
  let ignored = false;
  const markers: MarkerFact[] = [];
  if (!text.includes(SIGNATURE)) return { ignored, markers };
  for (let i = 0; i < comments.length; i += 2) {
    const comment = text.slice(comments.at(i), comments.at(i + 1));
    const agent = marker.exec(comment)?.[1];
    if (agent !== undefined) markers.push({ agent, range: source.rangeBetween(comments.at(i), comments.at(i + 1)) });
    else if (ignore.test(comment)) ignored = true;
  }
  return { ignored, markers };
}

/** What compilers write at the top of a module that was an ES module; nobody edits such a file. */
export const isCompiled = (text: string): boolean =>
  /^(?:["']use strict["'];?\s*)?(?:[^\n]*\n){0,3}?Object\.defineProperty\(exports, ["']__esModule["']/.test(
    text.slice(0, 2000),
  );
