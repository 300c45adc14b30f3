import type { Reason } from '../../../core/reason.js';
import { planId } from '../../../core/rewrite/plan-id.js';
import type { PlanRequest, PlanWithBytes } from '../../../core/rewrite/plan-request.js';
import { planWithBytes, refusedPlan } from '../../../core/rewrite/plan-with-bytes.js';
import { languageOfPath } from '../../../core/workspace/workspace-modules.js';
import { unlessTooDeep } from '../../nested-too-deeply.js';
import { decode, encode, type DecodedSource } from '../decode.js';
import type { PythonParser } from '../parser.js';
import { pythonRuleSet } from '../recipes/registry.js';
import { PythonLanguage } from './python-language.js';
import { refusalOfModule, refusalOfText } from './refusals.js';
import { SyntaxReader } from './syntax/syntax-reader.js';

/** SHA-256 in lower-case hex. */
export type Hash = (bytes: Uint8Array | string) => string;

/** The plan of one Python file with every proof that needs no interpreter. Writes nothing, and keeps nothing. */
export function planPython(parser: PythonParser, request: PlanRequest, hash: Hash): PlanWithBytes {
  const sha256 = hash(request.bytes);
  const id = planId({ ...request, sha256, ruleSet: pythonRuleSet }, hash);
  // Python's rules say nothing about a file of another language.
  if (request.refused && languageOfPath(request.path) !== 'python')
    return refusedPlan({ request, id, sha256 }, request.refused);
  const decoded = decode(request.bytes);
  if (!decoded.ok) return refusedPlan({ request, id, sha256 }, decoded.problem);
  const { text, ...encoding } = decoded.source;
  const refuse = (reason: Reason): PlanWithBytes => refusedPlan({ request, id, sha256, text }, reason);
  return unlessTooDeep(() => {
    const refused = refusalOfText(text);
    if (refused) return refuse(refused);
    const language = new PythonLanguage(new SyntaxReader(parser), { ...request, planId: id, encoding });
    const source = language.read(text);
    const reason = refusalOfModule(source, request) ?? request.refused;
    if (reason) return refuse(reason);
    const bytesOf = (result: string): Uint8Array => bytesIn(result, encoding);
    return planWithBytes({ request, id, language, source, bytesOf, hash });
  }, refuse);
}

/** A stage whose text the encoding cannot hold fails its proof and is never the text of a plan. */
function bytesIn(text: string, encoding: Omit<DecodedSource, 'text'>): Uint8Array {
  const bytes = encode(text, encoding);
  if (!bytes) throw new Error(`A planned text cannot be written as ${encoding.encoding}.`);
  return bytes;
}
