let listening = false;

/** Runs `act` when this process ends, by itself or by a signal that asks it to; signals alone would end it without a word to anybody. */
export function atExit(act: () => void): void {
  process.once('exit', act);
  if (listening) return;
  listening = true;
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(exitCode));
  }
}
