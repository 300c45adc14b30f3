import { RefusedError, type Reason } from '../core/reason.js';

const fullDisk = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** What an error of the operating system means for a file that was to be changed; `undefined` for any other error, which is a defect. */
export function systemReason(error: unknown, path: string): Reason | undefined {
  const code = systemCode(error);
  if (code === undefined || !(error instanceof Error)) return undefined;
  if (fullDisk.includes(code)) {
    return { code: 'read-only', message: `The disk is full, so ${path} was left alone. Make room and try again.` };
  }
  return { code: 'read-only', message: `${path} could not be changed: ${sentence(error.message)}` };
}

/** The same for work that is about no one file: a refusal that says what stood in the way. Any other error stays what it is. */
export function withoutSystemErrors(error: unknown): unknown {
  if (systemCode(error) === undefined || !(error instanceof Error)) return error;
  const message = isFullDisk(error)
    ? 'The disk is full. Make room and try again.'
    : `The operating system refused this: ${sentence(error.message)} Put that in order and try again.`;
  return new RefusedError({ code: 'read-only', message }, { cause: error });
}

export function isFullDisk(error: unknown): boolean {
  return fullDisk.includes(systemCode(error) ?? '');
}

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^E[A-Z0-9]+$/u.test(error.code) ? error.code : undefined;
}

function sentence(message: string): string {
  return `${message.replace(/\.$/u, '')}.`;
}
