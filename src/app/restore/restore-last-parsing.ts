import { languageOfPath } from '../../core/workspace/workspace-modules.js';
import type { Operation } from '../operation.js';
import type { CompileCheck } from '../ports/compile-check.js';
import type { SourceQuestions } from '../ports/source-questions.js';
import type { FileVersion, VersionControl } from '../ports/version-control.js';

export interface ParsingVersion extends FileVersion {
  readonly bytes: Uint8Array;
}

export interface RestorePorts {
  readonly versionControl: Pick<VersionControl, 'versionsOf'>;
  readonly questions: Pick<SourceQuestions, 'parses'>;
  /** Asked besides the structure guard where there is one. */
  readonly compileCheck?: CompileCheck;
}

export type LastParsing =
  | { readonly kind: 'found'; readonly version: ParsingVersion }
  /** `versions` were looked at; none of them parses. 0: the file has no history, or there is no git. */
  | { readonly kind: 'none'; readonly versions: number };

/** The newest committed version of a file that parses, through renames. Reads history only; nothing is restored here. */
export async function findLastParsing(ports: RestorePorts, path: string, operation: Operation): Promise<LastParsing> {
  let versions = 0;
  for await (const version of ports.versionControl.versionsOf(path, operation)) {
    operation.signal.throwIfAborted();
    operation.onProgress?.({ done: versions, label: `Looking at ${version.commit.slice(0, 8)}` });
    const isWhole = (await ports.questions.parses(path, version.bytes)) !== false;
    if (isWhole && (await compiles(ports, path, version.bytes, operation))) {
      return { kind: 'found', version };
    }
    versions++;
  }
  return { kind: 'none', versions };
}

/** An interpreter that is missing, says nothing or does not know the language leaves the word to the structure guard. */
async function compiles(
  { compileCheck }: RestorePorts,
  path: string,
  bytes: Uint8Array,
  operation: Operation,
): Promise<boolean> {
  if (compileCheck === undefined || languageOfPath(path) !== 'python') return true;
  const [result] = await compileCheck.compile([{ path, bytes }], operation);
  return result?.status !== 'fails';
}
