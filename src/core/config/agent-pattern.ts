import picomatch from 'picomatch';

/** A name with a star in it, but not stars alone: those mean every file. */
const nameGlob = /^\*?\w[\w*]*$/u;

/** Of an agent's file, relative to the workspace, and its class, if it is one. */
export type AgentMatcher = (path: string, className: string | null) => boolean;

/**
 * Tells whether an agent is meant by one of the patterns: a class name such as `CacheAgent` or `*Connector`, or a glob of its file's path
 * relative to the workspace. No pattern means nobody.
 */
export function agentMatcher(patterns: readonly string[]): AgentMatcher {
  if (patterns.length === 0) return () => false;
  const names = new Set<string | null>(patterns);
  const isFile = picomatch([...patterns], { dot: true });
  const isName = picomatch(patterns.filter((pattern) => nameGlob.test(pattern)));
  return (path, className) => names.has(className) || isFile(path) || (className !== null && isName(className));
}

/** The same for one pattern that is asked about once. */
export function matchesAgent(pattern: string, path: string, className: string | null): boolean {
  return agentMatcher([pattern])(path, className);
}

/** Whether `path`, relative to the workspace, is meant by `glob`; a folder's name alone means everything in it. */
export function matchesPath(glob: string, path: string): boolean {
  const pattern = glob.replace(/^\.\//, '').replace(/\/$/, '');
  return picomatch.isMatch(path, [pattern, `${pattern}/**`], { dot: true });
}

/** The same for several globs and many paths: each glob is read once. No glob matches nothing. */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const patterns = globs.map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, ''));
  return picomatch([...patterns, ...patterns.map((pattern) => `${pattern}/**`)], { dot: true });
}
