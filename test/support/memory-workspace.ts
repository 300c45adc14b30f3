import { createHash } from 'node:crypto';
import type { InferencePorts } from '../../src/app/contract/infer-contract.js';
import { parseConfig, type Config } from '../../src/core/config/config.js';
import type { SourceFile } from '../../src/core/workspace/source-file.js';
import { WorkspaceIndex } from '../../src/core/workspace/workspace-index.js';
import { readPythonFacts } from '../../src/languages/python/facts.js';
import { inferContract } from '../../src/languages/python/infer-contract.js';
import { parsePythonText } from './python-syntax.js';

export interface MemoryWorkspace {
  readonly config: Config;
  readonly index: WorkspaceIndex;
  readonly ports: InferencePorts;
  /** Fails the test when there is no such file. */
  file(path: string): SourceFile;
}

/** A workspace of Python files that exist as text only, read by the real scanner and the real inference. */
export function memoryWorkspace(texts: Readonly<Record<string, string>>, config: unknown = {}): MemoryWorkspace {
  const parsed = parseConfig(JSON.stringify(config), 'agent-migrator.json').config;
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, sourceFile(path, text)]));
  return {
    config: parsed,
    index: new WorkspaceIndex({ files, manifests: [], config: parsed }),
    ports: {
      files: {
        read: (path) => Promise.resolve(texts[path] === undefined ? undefined : new TextEncoder().encode(texts[path])),
      },
      inference: {
        infer: async ({ sources, ...request }) => {
          const trees = sources.map(
            async ({ module, bytes }) => [module, await parsePythonText(new TextDecoder().decode(bytes))] as const,
          );
          return inferContract({ ...request, sources: new Map(await Promise.all(trees)) });
        },
      },
    },
    file: (path) => {
      const file = files.get(path);
      if (file === undefined) throw new Error(`There is no ${path} in the workspace of this test.`);
      return file;
    },
  };
}

function sourceFile(path: string, text: string): SourceFile {
  const bytes = new TextEncoder().encode(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, sha256, sizeBytes: bytes.byteLength, facts: readPythonFacts(text) };
}
