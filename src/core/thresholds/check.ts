export const checkActions = ['notify', 'pause', 'rollback'] as const;

/** What follows when a check fires. `pause` stops nothing by itself: it asks a person before the observation can pass. */
export type CheckAction = (typeof checkActions)[number];

export const checkIds = [
  'vram-warning',
  'vram-critical',
  'temperature-warning',
  'temperature-critical',
  'load-critical',
  'response-critical',
  'communication-warning',
  'communication-lost',
] as const;
export type CheckId = (typeof checkIds)[number];

/** How long and with what effect; the same for every kind of check. */
export interface CheckTiming {
  /** Time that the breach has to last; a sample stands for one interval, so 10 s at 5 s are two samples. */
  readonly forMs: number;
  /** Time that the value has to be clear before the check is quiet again. */
  readonly clearForMs: number;
  readonly action: CheckAction;
  /** Recorded and shown, and never acted upon. */
  readonly dryRun: boolean;
}

/** One rule about one quantity. Exactly at a limit is no breach; between `clear` and `limit` a firing check goes on firing. */
export type Check = CheckTiming &
  (
    | {
        readonly id: 'vram-warning' | 'vram-critical';
        readonly kind: 'vram';
        /** Percent of used and free memory. */
        readonly limit: number;
        readonly clear: number;
      }
    | {
        readonly id: 'temperature-warning' | 'temperature-critical';
        readonly kind: 'temperature';
        /** Degrees Celsius. The device's own margin breaches too, whichever comes first: 90 °C is beyond what many cards survive. */
        readonly limit: number;
        readonly clear: number;
        /** Degrees below the device's slowdown temperature at which it is a breach. */
        readonly margin: number;
      }
    | {
        readonly id: 'load-critical';
        readonly kind: 'load';
        /** Load average of one minute; breached together with `perCore`, because 10 is idle on 64 cores. */
        readonly limit: number;
        readonly clear: number;
        readonly perCore: number;
      }
    | {
        readonly id: 'response-critical';
        readonly kind: 'response';
        /** Milliseconds. */
        readonly limit: number;
        readonly clear: number;
      }
    | { readonly id: 'communication-warning' | 'communication-lost'; readonly kind: 'communication' }
  );
