import { UsageError } from './usage-error.js';

/** The whole number that an option was given; `fallback` when it was not. Throws `UsageError` for anything below `least`. */
export function numberOption(option: string, text: string | undefined, least: number, fallback: number): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least && text.trim() !== '') return number;
  throw new UsageError(`${option} takes a number from ${least}, not "${text}".`);
}
