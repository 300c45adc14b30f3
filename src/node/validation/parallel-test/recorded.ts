import type { RecordedTrace } from '../../../core/validation/functionality/recorded-trace.js';

/** A recording of one scenario, or why there is none. */
export type Recorded = RecordedTrace | string;

/** The machine may have been too busy: it says nothing of the agent. */
export const wasCutOff = (recorded: Recorded): boolean => typeof recorded === 'string' || recorded.isLimit === true;
