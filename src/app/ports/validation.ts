import type { CheckId, CheckResult } from '../../core/validation/check-result.js';
import type { Operation } from '../operation.js';
import type { InPlaceValidator } from './in-place-validator.js';
import type { WrittenTests } from './written-tests.js';

/** Whether code of the workspace may be run; if not, why, as the reason of every check that would have to. */
export type ExecutionPermission = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export interface ValidationRequest {
  /** Id of a migration, or the path of a file, which stands for its newest migration that is not rolled back. */
  readonly target: string;
  /** Only these; all five when absent. */
  readonly only?: readonly CheckId[];
  /** Hears of every result when it is there, in the order in which checks are shown. */
  readonly onResult?: (result: CheckResult) => void;
}

/** The document of `validate --json`, with what the checks found besides. */
export interface ValidationReport {
  readonly schemaVersion: 1;
  readonly path: string;
  /** The migration that was validated; `null` for a file that the journal does not know. */
  readonly migration: string | null;
  readonly checks: readonly CheckResult[];
  /** Why the results stand in no journal; absent when they do, or when there is no migration to note them with. */
  readonly notNoted?: string;
}

/** The five checks. They are a program of their own, so that only who validates has to load it. */
export interface Validation {
  /** Throws `RefusedError` for a target that cannot be validated. */
  validate(request: ValidationRequest, operation: Operation): Promise<ValidationReport>;
  readonly validateStages: InPlaceValidator;
  readonly tests: WrittenTests;
}
