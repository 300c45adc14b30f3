export interface Progress {
  readonly done: number;
  /** Absent while the size of the work is unknown. */
  readonly total?: number;
  readonly label: string;
}

/** What every use case that may take over a second is given: a way to stop it and a way to hear how far it is. */
export interface Operation {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}
