import type { PlanCheck } from '../../../core/rewrite/plan.js';
import { noOutsideUses } from '../../../core/rewrite/outside-uses.js';
import type { ProofRequest } from '../../../core/rewrite/proof-request.js';
import { decode } from '../decode.js';
import type { PythonParser } from '../parser.js';
import { proveDeclarations } from './proofs/declarations.js';
import { resultProofs } from './proofs/index.js';
import { failed, passed } from './proofs/proof.js';
import { proveStatements } from './proofs/statements.js';
import { PythonModule } from './syntax/python-module.js';
import { SyntaxReader } from './syntax/syntax-reader.js';

/** Everything that was done, as one group. */
const wholeMigration = { key: '', recipe: '', class: '', applied: true, safety: 'safe', edits: [] } as const;

/** Judges what a file has become by what it was; which edits led there does not matter. */
export function provePythonResult(parser: PythonParser, request: ProofRequest): readonly PlanCheck[] {
  const id = 'encoding';
  const [before, after] = [decode(request.before), decode(request.after)];
  if (!after.ok) return [failed(id, `Line ${after.problem.line}: ${after.problem.message}`)];
  if (!before.ok) return [passed(id, 'What it was before cannot be read, so that there is nothing to compare with.')];
  const reader = new SyntaxReader(parser);
  const { classes, contract, declared } = request;
  const input = {
    before: new PythonModule(reader.read(before.source.text)),
    after: new PythonModule(reader.read(after.source.text)),
    edits: [],
    groups: declared === undefined ? [] : [{ ...wholeMigration, ...declared }],
    ...{ classes, contract, encoding: before.source },
    ...{ outside: noOutsideUses, marker: 'none' as const, planId: '' },
  };
  const unasked = [...(declared ? [] : [proveDeclarations]), ...(declared?.explained ? [] : [proveStatements])];
  return resultProofs.filter((proof) => !unasked.includes(proof)).map((proof) => proof(input));
}
