export interface PanelResources {
  readonly nonce: string;
  /** Source of the style sheets in the words of a content security policy. */
  readonly styleSource: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/** The page of the telemetry panel: nothing is loaded or run in it but what is named here. */
export function panelPage({ nonce, styleSource, script, styles }: PanelResources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}; form-action 'none'; base-uri 'none'`;
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}" />`).join('\n    ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${links}
    <title>Agent Telemetry</title>
  </head>
  <body>
    <h1>Agent Telemetry</h1>
    <p id="status">Measuring …</p>
    <p id="notice" hidden></p>
    <main>
      <section aria-label="Now" id="sections"></section>
      <h2>History</h2>
      <p id="controls"></p>
      <ul id="changes" aria-label="Migrations and rollbacks in this time"></ul>
      <p id="no-charts" hidden>Nothing was measured in this time yet.</p>
      <section aria-label="Before and after the migration" id="comparison"></section>
      <section aria-label="Charts" id="charts"></section>
    </main>
    <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
