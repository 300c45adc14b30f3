/** Ids look like no path that anybody would write; everything else names a file. */
export function isMigrationId(written: string): boolean {
  return /^m-[0-9a-f]{8,}$/u.test(written);
}
