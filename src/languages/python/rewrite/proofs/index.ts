import { proveConstructor } from './constructor.js';
import { proveDeclarations } from './declarations.js';
import { proveDemanded } from './demanded.js';
import { proveEarlyState } from './early-state.js';
import { proveHooks } from './hooks.js';
import { proveImports } from './imports.js';
import { proveMembers } from './members.js';
import { provePorts } from './ports.js';
import type { Proof } from './proof.js';
import { proveStatements } from './statements.js';
import { proveStructure } from './structure.js';
import { proveSyntax } from './syntax.js';
import { proveNames } from './unbound-names.js';
import { proveEncoding, proveUntouched } from './untouched.js';

/** All proofs of a step in the order in which they are shown. */
export const proofs: readonly Proof[] = [
  proveSyntax,
  proveStructure,
  proveUntouched,
  proveEncoding,
  proveNames,
  proveDeclarations,
  proveMembers,
  proveStatements,
  proveConstructor,
  proveDemanded,
  proveHooks,
  proveEarlyState,
  provePorts,
  proveImports,
];

/** Those that judge a result without knowing the edits that led to it, nor who else has an import from there. */
export const resultProofs: readonly Proof[] = proofs.filter(
  (proof) => proof !== proveUntouched && proof !== proveEncoding && proof !== proveImports,
);
