/** Something a check holds against the project. */
export interface Finding {
  /** Where to look: a place in package.json, a file, a bundle. */
  readonly where: string;
  readonly message: string;
}

/** Prints the findings and sets the exit code; `subject` completes "… is in order". */
export function report(findings: readonly Finding[], subject: string): void {
  for (const { where, message } of findings) console.error(`✘ ${where}: ${message}`);
  if (findings.length === 0) console.log(`✔ ${subject} is in order`);
  else process.exitCode = 1;
}
