/** The address at which a server shows a folder; `payload` are the workbench's own switches. */
export function workbenchUrl(origin: string, folder: string, payload: Readonly<Record<string, string>> = {}): string {
  const switches = Object.entries(payload);
  const suffix = switches.length === 0 ? '' : `&payload=${encodeURIComponent(JSON.stringify(switches))}`;
  // Slashes stay as they are: the address is also read and copied by people.
  return `${origin}/?folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}${suffix}`;
}

/** The name of a file on the server's machine, as the page knows it. */
export function remoteUri(origin: string, file: string): string {
  return `vscode-remote://${new URL(origin).host}${file.startsWith('/') ? '' : '/'}${file.replaceAll('\\', '/')}`;
}
