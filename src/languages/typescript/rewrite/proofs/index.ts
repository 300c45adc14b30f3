import { proveConstructor } from './constructor.js';
import { proveDeclarations } from './declarations.js';
import { proveImports } from './imports.js';
import { proveMembers } from './members.js';
import type { Proof } from './proof.js';
import { proveSyntax } from './syntax.js';
import { proveLineEnds, proveUntouched } from './untouched.js';

/** The proofs of a step that need nothing but the two texts, in the order in which they are shown. */
export const proofs: readonly Proof[] = [
  proveSyntax,
  proveUntouched,
  proveLineEnds,
  proveDeclarations,
  proveMembers,
  proveConstructor,
  proveImports,
];
