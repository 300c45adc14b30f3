import * as vscode from 'vscode';

/** The scheme says what a preview is of, so that menus can tell by `resourceScheme` which actions belong to a diff. */
export const previewSchemes = {
  migration: 'agent-migrator-preview',
  rollback: 'agent-migrator-rollback',
  restore: 'agent-migrator-restore',
  comparison: 'agent-migrator-history',
} as const;

export type PreviewKind = keyof typeof previewSchemes;

export type PreviewSide = 'before' | 'after';

/** One side of one page of one preview. */
export interface PreviewAddress {
  readonly previewId: string;
  readonly page: number;
  readonly side: PreviewSide;
}

/** Keeps the file's own path, so that icon, language and breadcrumbs are those of the file. */
export function previewUri(kind: PreviewKind, path: string, address: PreviewAddress): vscode.Uri {
  const query = new URLSearchParams({
    preview: address.previewId,
    page: String(address.page),
    side: address.side,
  }).toString();
  return vscode.Uri.from({ scheme: previewSchemes[kind], path: `/${path}`, query });
}

export function previewAddress(uri: vscode.Uri): PreviewAddress | undefined {
  if (!isPreviewUri(uri)) return undefined;
  const query = new URLSearchParams(uri.query);
  const previewId = query.get('preview');
  const page = Number(query.get('page'));
  const side = query.get('side');
  if (previewId === null || !Number.isInteger(page) || (side !== 'before' && side !== 'after')) return undefined;
  return { previewId, page, side };
}

export function isPreviewUri(uri: vscode.Uri): boolean {
  return Object.values<string>(previewSchemes).includes(uri.scheme);
}
