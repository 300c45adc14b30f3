import { excludesButTests } from '../../core/workspace/default-excludes.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { readSources, sourceExtensions, writtenSources, type ReadingPorts } from '../assess/read-workspace.js';
import type { Operation } from '../operation.js';

/** The tests of a workspace: no assessment reads them, and what they use of an agent must not go by another name all the same. */
export async function readTestFiles(
  { files, scanner }: Pick<ReadingPorts, 'files' | 'scanner'>,
  index: WorkspaceIndex,
  operation: Operation,
): Promise<readonly SourceFile[]> {
  const options = { paths: [], noIgnore: false, exclude: excludesButTests, extensions: sourceExtensions };
  const listed = writtenSources(await files.list(options, operation)).filter((path) => !index.files.has(path));
  return [...(await readSources(scanner, listed, { useCache: true, verify: 'no' }, operation)).values()];
}
