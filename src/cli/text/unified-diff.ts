import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

const contextLines = 3;

/** A diff for people to read, with the names that `git diff` would use. */
export function unifiedDiff(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: contextLines,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
