/** The five checks of a validation, in the order in which they are shown. */
export const checkIds = ['structure', 'compile', 'functionality', 'performance', 'integration'] as const;

export type CheckId = (typeof checkIds)[number];

/** One thing a check found; `path` is relative to the workspace, `line` and `column` are 1-based. */
export interface CheckFinding {
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  /** What was to be found and what was found instead, where the two can be shown side by side. */
  readonly expected?: string;
  readonly actual?: string;
}

/** What one check says of one agent file; `detail` is one line for people, the reason where the check is skipped. */
export interface CheckResult {
  readonly id: CheckId;
  readonly status: 'pass' | 'fail' | 'skipped';
  readonly detail: string;
  readonly findings: readonly CheckFinding[];
}
