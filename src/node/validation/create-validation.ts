import type { Validation } from '../../app/ports/validation.js';
import type { ValidationPorts } from '../../app/validation/validation-ports.js';
import { Validator } from '../../app/validation/validator.js';

/** One run of validations on the local machine. */
export function createValidation(ports: ValidationPorts): Validation {
  return new Validator(ports);
}
