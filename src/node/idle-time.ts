/** When something with nothing to do ends and gives its memory back. */
export interface IdleTime {
  readonly ms: number;
  /** Does the work after so many milliseconds unless what it answers is called before; a timer of the process when absent. */
  readonly wait?: (ms: number, work: () => void) => () => void;
}

/** Does the work when the time is over, unless what it answers is called before. */
export function afterIdle({ ms, wait = waitBesides }: IdleTime, work: () => void): () => void {
  return wait(ms, work);
}

/** A timer that does not keep the process alive. */
function waitBesides(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
