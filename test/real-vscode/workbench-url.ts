/** The address at which a server shows a folder; `payload` are the workbench's own switches. */
export function workbenchUrl(origin: string, folder: string, payload: Readonly<Record<string, string>> = {}): string {
  const url = new URL(origin);
  url.searchParams.set('folder', folder);
  const switches = { skipWelcome: 'true', skipReleaseNotes: 'true', ...payload };
  url.searchParams.set('payload', JSON.stringify(Object.entries(switches)));
  return url.href;
}

/** The name of a file on the server's machine, as the page knows it. */
export function remoteUri(origin: string, file: string): string {
  return `vscode-remote://${new URL(origin).host}${file.startsWith('/') ? '' : '/'}${file.replaceAll('\\', '/')}`;
}
