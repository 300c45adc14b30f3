/**
 * Does work for every item, for at most so many of them at a time (from 1), and gives the results in the order of the items. The first
 * failure, such as that of an aborted signal, is thrown, and no further item is begun.
 */
export async function inLanes<Item, Result>(
  items: Iterable<Item>,
  lanes: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = [...items].entries();
  let hasFailed = false;
  const run = async (): Promise<void> => {
    for (const [place, item] of waiting) {
      if (hasFailed) return;
      try {
        results[place] = await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, run));
  return results;
}
