/** Below so many one-minute medians, before or after, nothing is decided. */
export const minimumBuckets = 15;
