import type { Proof } from './proof.js';
import { proveSyntax } from './syntax.js';

/** All proofs of a step in the order in which they are shown. */
export const proofs: readonly Proof[] = [proveSyntax];
