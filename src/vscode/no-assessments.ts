import type { WorkspaceAssessments } from '../app/workspace-assessments.js';

/** Knows nothing. */
export function noAssessments(): WorkspaceAssessments {
  return {
    refresh: () => Promise.resolve(),
    filesChanged: () => Promise.resolve(),
    filesDeleted: () => undefined,
    assessText: (path) =>
      Promise.resolve({ path, language: 'python', sha256: '', agents: [], components: [], problems: [] }),
    bufferClosed: () => undefined,
    verify: () => Promise.resolve(),
    configure: () => Promise.resolve(),
    get: () => undefined,
    all: () => [],
    report: () => {
      throw new Error('Nothing was assessed.');
    },
    onDidChange: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  };
}
