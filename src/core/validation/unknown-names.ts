import { stemOf } from '../workspace/paths.js';
import type { WorkspaceIndex } from '../workspace/workspace-index.js';
import type { CheckFinding } from './check-result.js';
import type { FileVersion } from './file-version.js';

/** Agents that this file calls by a name which nothing of the fleet bears, and did not call before. */
export function unknownNames(now: FileVersion, original: FileVersion | undefined): readonly CheckFinding[] {
  if (original === undefined) return [];
  const before = new Set(calledNames(original).map(({ detail }) => detail));
  const added = calledNames(now).filter(({ detail }) => !before.has(detail));
  if (added.length === 0) return [];
  const known = fleetNames(now.index);
  return added
    .filter(({ detail }) => !known.has(plain(detail)))
    .map(({ detail, range }) => ({
      message: `No agent of the workspace is called ${detail}.`,
      path: now.file.path,
      line: range.line,
      column: range.column,
    }));
}

function calledNames({ file }: FileVersion) {
  return file.facts.signals.filter(({ kind }) => kind === 'agent-message');
}

/** Classes, files and entries of start-up manifests; agents are called by any of them. */
function fleetNames(index: WorkspaceIndex): ReadonlySet<string> {
  const agents = index.agentFiles().flatMap(({ file, agents: found }) => {
    return [stemOf(file.path), ...found.map(({ name }) => name)];
  });
  return new Set([...agents, ...index.listening().map(({ name }) => name)].map(plain));
}

/** Names of agents are written in many ways: `ModelManagerAgent`, `model_manager_agent`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/gu, '');
}
