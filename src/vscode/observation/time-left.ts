import type { ObservationState } from '../../core/observation/verdict.js';

const minuteMs = 60_000;

/** `23 h 12 min left`, or how long only danger counts. */
export function timeLeft({ startedAtMs, untilMs, observedMs, unobservedMs, warmUpLeftMs }: ObservationState): string {
  if (warmUpLeftMs > 0) return `warming up for ${Math.ceil(warmUpLeftMs / 1000)} s`;
  const leftMinutes = Math.max(0, Math.ceil((untilMs - startedAtMs - observedMs - unobservedMs) / minuteMs));
  const [hours, minutes] = [Math.floor(leftMinutes / 60), leftMinutes % 60];
  return hours === 0 ? `${minutes} min left` : `${hours} h ${minutes} min left`;
}
