import { UsageError } from './usage-error.js';

/** A port from 0 to 65535; throws `UsageError` for anything else. */
export function portOf(written: string): number {
  const port = Number(written);
  if (!/^\d+$/.test(written) || port > 65_535)
    throw new UsageError(`--port takes a number from 0 to 65535, not "${written}".`);
  return port;
}
