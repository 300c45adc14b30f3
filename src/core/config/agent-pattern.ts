import picomatch from 'picomatch';

/** Whether an agent is meant by `pattern`: a class name such as `CacheAgent` or `*Connector`, or a glob of its file's path relative to the workspace. */
export function matchesAgent(pattern: string, path: string, className: string | null): boolean {
  return matchesClass(pattern, className) || picomatch.isMatch(path, pattern, { dot: true });
}

/** A name with a star in it, but not stars alone: those mean every file. */
const nameGlob = /^\*?\w[\w*]*$/u;

function matchesClass(pattern: string, className: string | null): boolean {
  return (
    pattern === className || (className !== null && nameGlob.test(pattern) && picomatch.isMatch(className, pattern))
  );
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
