import * as vscode from 'vscode';

/** What a command is to work on: a file, and one class of it or all. */
export interface AgentTarget {
  readonly uri: vscode.Uri;
  readonly class?: string;
  /** Ids of the only edits that are wanted, with what they need; all that is safe when absent. */
  readonly edits?: readonly string[];
}

/**
 * Reads what VS Code hands a command. A lens, a hover or a link gives `{uri, class}`; a menu a URI, and the Explorer the list of
 * selected ones after it; a tree view its item; the palette nothing. Anything else counts as nothing.
 */
export function targetsFrom(args: readonly unknown[]): readonly AgentTarget[] {
  const [first, second] = args;
  const selected = Array.isArray(second) ? second.map(targetFrom).filter((target) => target !== undefined) : [];
  if (selected.length > 0) return unique(selected);
  const single = targetFrom(first);
  return single === undefined ? [] : [single];
}

function targetFrom(value: unknown): AgentTarget | undefined {
  if (value instanceof vscode.Uri) return { uri: value };
  if (typeof value !== 'object' || value === null || !('uri' in value)) return undefined;
  const uri = toUri(value.uri);
  if (uri === undefined) return undefined;
  return {
    uri,
    ...('class' in value && typeof value.class === 'string' ? { class: value.class } : {}),
    ...('edits' in value && Array.isArray(value.edits) ? { edits: value.edits.map(String) } : {}),
  };
}

function toUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  if (typeof value !== 'string') return undefined;
  try {
    return vscode.Uri.parse(value, true);
  } catch {
    return undefined;
  }
}

function unique(targets: readonly AgentTarget[]): readonly AgentTarget[] {
  return [...new Map(targets.map((target) => [`${target.uri.toString()} ${target.class ?? ''}`, target])).values()];
}

/** The file in the active editor, or in the modified side of an active diff. */
export function activeTarget(): AgentTarget | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri === undefined ? undefined : { uri };
}
