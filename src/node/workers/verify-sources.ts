import type { ParseProblem } from '../../core/facts/source-facts.js';
import { decode } from '../../languages/python/decode.js';
import { loadPythonParser } from '../../languages/python/parser.js';
import { verifyPython } from '../../languages/python/verify.js';
import type { VerifyRequest } from './language-tasks.js';

/** Verifies Python sources; those that cannot be decoded have had that said by the scan. */
export async function verifySources({ wasmFolder, sources }: VerifyRequest): Promise<readonly ParseProblem[][]> {
  const parser = await loadPythonParser(wasmFolder);
  return sources.map((bytes) => {
    const decoded = decode(bytes);
    return decoded.ok ? verifyPython(parser, decoded.source.text) : [];
  });
}
