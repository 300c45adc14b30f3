import { setFlagsFromString } from 'node:v8';

/** Flags of V8 for a process of our own. */
export interface EngineFlags {
  /** For whichever thread reads sources. */
  readonly here: readonly string[];
  /** For workers beside these. */
  readonly inWorkers: readonly string[];
}

/** What a worker is told about V8. */
export interface EngineData {
  /** For this worker to set: before it has started, they would keep V8 from using what Node brings along compiled of its own modules. */
  readonly v8Flags?: readonly string[];
}

export function engineData(flags: EngineFlags | undefined): EngineData {
  return flags ? { v8Flags: [...flags.here, ...flags.inWorkers] } : {};
}

export function setV8Flags(v8Flags: readonly string[] = []): void {
  for (const flag of v8Flags) setFlagsFromString(flag);
}
