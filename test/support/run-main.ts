/** Runs a script's main function and ends the process with its exit code; an error is told by its message alone. */
export async function runMain(main: () => Promise<number>): Promise<never> {
  let exitCode = 1;
  try {
    exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  // Open handles that are left must not keep the process from ending.
  process.exit(exitCode);
}
