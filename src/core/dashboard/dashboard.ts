import type { AlertLevel } from '../telemetry/threshold.js';

/** Why a change stands as a line in the charts. */
export interface ChangeMark {
  /** Of the migration or rollback. */
  readonly id: string;
  readonly kind: 'migration' | 'rollback';
  readonly atMs: number;
  /** `path:class` of the agent that was changed. */
  readonly agent: string;
}

/** A range of values that means something; open at the top when `to` is `null`. */
export interface LevelBand {
  readonly level: Exclude<AlertLevel, 'normal'>;
  readonly from: number;
  readonly to: number | null;
}

export interface ChartLine {
  readonly id: string;
  readonly label: string;
  /** Two values for every bucket, as `drawnLine` makes them. */
  readonly values: Float32Array;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Top of the axis where the quantity has one, such as 100 %. */
  readonly maximum: number | null;
  readonly bands: readonly LevelBand[];
  readonly lines: readonly ChartLine[];
}

/** How complete what is shown is. */
export interface Coverage {
  /** The first measurement of the span, its beginning where it was measured from there on, and its end where nothing was measured. */
  readonly sinceMs: number;
  /** Since then. */
  readonly gaps: number;
  /** 0–1, of the time since then. */
  readonly unmeasuredShare: number;
}

/** One metric of an agent before and after its migration, minute by minute from the same zero. */
export interface BeforeAfter {
  readonly title: string;
  readonly unit: string;
  /** One median a minute, oldest first; NaN where nothing was measured. Both end, or begin, at the migration. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** How much it changed, in words. */
  readonly effect: string;
}

export interface Comparison {
  readonly mark: ChangeMark;
  readonly metrics: readonly BeforeAfter[];
}

/** Everything that the charts of the dashboard show. */
export interface Dashboard {
  readonly fromMs: number;
  readonly toMs: number;
  readonly charts: readonly Chart[];
  readonly marks: readonly ChangeMark[];
  readonly coverage: Coverage;
  /** Of the migration that was asked for, else of the newest; `null` when there is none. */
  readonly comparison: Comparison | null;
}
