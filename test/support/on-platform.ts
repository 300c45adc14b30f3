/** What `work` gives on another platform, as far as our own code asks which one it is. */
export async function onPlatform<T>(platform: NodeJS.Platform, work: () => Promise<T> | T): Promise<T> {
  const { platform: ours } = process;
  const set = (value: NodeJS.Platform) => Object.defineProperty(process, 'platform', { value, configurable: true });
  set(platform);
  try {
    return await work();
  } finally {
    set(ours);
  }
}
