import type { Config } from '../../core/config/config.js';
import type { Contract } from '../../core/contract/contract.js';
import type { DeclaredChanges } from '../../core/validation/declared-changes.js';
import type { FileVersion } from '../../core/validation/file-version.js';
import type { JournalClaim } from '../../core/validation/structure-check.js';

/** One version of a file with its bytes. */
export interface SubjectVersion extends FileVersion {
  readonly bytes: Uint8Array;
}

/** The file that is validated, with everything its checks ask about. */
export interface Subject {
  readonly path: string;
  /** Those that were migrated; the agents of a file that was not. */
  readonly classes: readonly string[];
  readonly contract: Contract;
  readonly config: Config;
  readonly now: SubjectVersion;
  /** As it was before its migration; absent when that is not known. */
  readonly original?: SubjectVersion;
  /** What of the declarations may be gone; absent when that is not known. */
  readonly declared?: DeclaredChanges;
  readonly claim: JournalClaim;
  /** It is what the file on disk holds. */
  readonly isOnDisk: boolean;
  /** Every stage is in it; before the last one, the agent does not end what its base has begun. */
  readonly isComplete: boolean;
}
