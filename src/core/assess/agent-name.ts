import { fileNameOf } from '../workspace/paths.js';

/** The name people know an agent by: its class, or its file where it has none. */
export function agentName({ class: name, path }: { readonly class: string | null; readonly path: string }): string {
  return name ?? fileNameOf(path);
}
