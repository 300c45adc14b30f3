import type { ReasonCode } from '../core/reason.js';

/** What a person can do about a refusal, as a button. */
export type WayOut =
  | 'save-and-retry'
  | 'retry'
  | 'preview-again'
  | 'restore-last-parsing'
  | 'go-to-line'
  | 'manage-trust'
  | 'open-source-control'
  | 'open-configuration'
  | 'explain'
  | 'show-history'
  | 'show-log';

export const wayOutTitles: Readonly<Record<WayOut, string>> = {
  'save-and-retry': 'Save and Retry',
  retry: 'Retry',
  'preview-again': 'Preview Again',
  'restore-last-parsing': 'Restore Last Version That Parses',
  'go-to-line': 'Go to Line',
  'manage-trust': 'Manage Workspace Trust',
  'open-source-control': 'Open Source Control',
  'open-configuration': 'Open Configuration',
  explain: 'Explain Score',
  'show-history': 'Show History',
  'show-log': 'Show Log',
};

/** The buttons of each refusal, the likeliest first. */
export const waysOut: Readonly<Record<ReasonCode, readonly WayOut[]>> = {
  'does-not-parse': ['restore-last-parsing', 'go-to-line'],
  'does-not-compile': ['go-to-line', 'restore-last-parsing'],
  'conflict-markers': ['go-to-line', 'restore-last-parsing'],
  encoding: [],
  'too-large': [],
  'read-only': ['retry'],
  'not-a-file': [],
  'base-unresolved': ['open-configuration'],
  'existing-base': ['go-to-line', 'explain'],
  'owned-attribute': ['go-to-line'],
  'hook-collision': ['go-to-line'],
  'public-method-collision': ['go-to-line'],
  'no-agent': [],
  'no-class': [],
  stale: ['preview-again'],
  dirty: ['save-and-retry'],
  locked: ['retry'],
  'merge-in-progress': ['open-source-control'],
  untrusted: ['manage-trust'],
  'foreign-journal': ['show-log'],
  cancelled: [],
  timeout: ['retry', 'show-log'],
};
