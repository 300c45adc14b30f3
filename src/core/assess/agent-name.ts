/** The name people know an agent by: its class, or its file where it has none. */
export function agentName({ class: name, path }: { readonly class: string | null; readonly path: string }): string {
  return name ?? fileName(path);
}

/** The last part of a path with `/`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
