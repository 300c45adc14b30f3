/** Does the work when it is first asked for, and again only when it failed or was cancelled; whoever asks meanwhile waits for the same. */
export function onceDone(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return async () => {
    done ??= work();
    const own = done;
    try {
      await own;
    } catch (error) {
      if (done === own) done = undefined;
      throw error;
    }
  };
}
