import type { MarkerFact } from '../../core/facts/source-facts.js';
import type { PythonSource } from './source.js';

export interface CommentFacts {
  readonly ignored: boolean;
  readonly markers: readonly MarkerFact[];
}

const SIGNATURE = 'agent-migrator:';
const marker = /^#\s*agent-migrator:\s*(\S+) migrated to \S/;
const ignore = /^#\s*agent-migrator:\s*ignore\b/;

/** What comments say to this tool: `# agent-migrator: ignore`, and `# agent-migrator: <agent> migrated to <base> …`. */
export function readComments(source: PythonSource): CommentFacts {
  const { text, tokens } = source;
  const { comments } = tokens;
  let ignored = false;
  const markers: MarkerFact[] = [];
  for (let i = 0; i < comments.length; i += 2) {
    const [start = 0, end = 0] = comments.subarray(i, i + 2);
    const at = text.charCodeAt(start + 1) === 32 ? start + 2 : start + 1;
    if (!text.startsWith(SIGNATURE, at)) continue;
    const comment = text.slice(start, end);
    const agent = marker.exec(comment)?.[1];
    if (agent !== undefined) markers.push({ agent, range: source.rangeBetween(start, end) });
    else if (ignore.test(comment)) ignored = true;
  }
  return { ignored, markers };
}
