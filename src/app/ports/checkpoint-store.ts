/** Content-addressed copies of files; written once, never changed. */
export interface CheckpointStore {
  /** Its SHA-256 in lower-case hex; the copy is durable in both homes when this resolves. */
  put(bytes: Uint8Array): Promise<string>;
  /** Verified bytes, from whichever home still has them whole; throws `RefusedError` when none has. */
  get(sha256: string): Promise<Uint8Array>;
}
