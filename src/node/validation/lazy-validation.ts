import { createRequire } from 'node:module';
import path from 'node:path';
import type { Validation } from '../../app/ports/validation.js';
import type * as validation from './create-validation.js';

/** Validation stands in a file of its own: only who validates pays for loading it. */
export function lazyValidation(needs: validation.ValidationNeeds, host: validation.ValidationHost): Validation {
  const script = path.join(host.distDir, 'validation.js');
  return (createRequire(script)(script) as typeof validation).createValidation(needs, host);
}
