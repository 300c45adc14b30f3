/** What a title is made from; a workspace folder fits. */
export interface TitledFolder {
  readonly name: string;
  readonly uri: { readonly path: string };
}

/**
 * The title of a folder among all of them: its name, and where others have the same one, as much of the end of its path as no other of
 * them has. No two folders have the same title.
 */
export function folderTitle({ name, uri }: TitledFolder, all: readonly TitledFolder[]): string {
  const others = all.filter((one) => one.name === name && one.uri.path !== uri.path).map((one) => segmentsOf(one));
  if (others.length === 0) return name;
  const own = segmentsOf({ uri });
  const isEnough = (count: number): boolean =>
    others.every((other) => other.slice(-count).join('/') !== own.slice(-count).join('/'));
  // A path that ends like the whole of this one is longer, so that all of it is enough.
  const count = own.findIndex((_, index) => isEnough(index + 1)) + 1 || own.length;
  const end = own.slice(-count).join('/');
  return own.at(-1) === name ? end : `${name} (${end})`;
}

function segmentsOf({ uri }: Pick<TitledFolder, 'uri'>): readonly string[] {
  return uri.path.split('/').filter(Boolean);
}
