/** `1 edit`, `3 edits`, `0 dependencies`: a number and what it counts; `many` where the plural is not the word and an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
