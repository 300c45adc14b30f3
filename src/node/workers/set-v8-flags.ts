import { setFlagsFromString } from 'node:v8';

/** What a worker is told about V8. */
export interface EngineData {
  /** For this worker to set: before it has started, they would keep V8 from using what Node brings along compiled of its own modules. */
  readonly v8Flags?: readonly string[];
}

export function setV8Flags({ v8Flags = [] }: EngineData): void {
  for (const flag of v8Flags) setFlagsFromString(flag);
}
