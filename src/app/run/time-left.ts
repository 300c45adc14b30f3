const minuteMs = 60_000;

/** `about 3 min left`, by what one item took so far; empty before anything can be said. */
export function timeLeft({
  done,
  total,
  elapsedMs,
}: {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}): string {
  if (done === 0 || done >= total) return '';
  const leftMs = (elapsedMs / done) * (total - done);
  return leftMs < minuteMs ? 'less than a minute left' : `about ${Math.round(leftMs / minuteMs)} min left`;
}
