export interface WavesPageResources {
  readonly nonce: string;
  /** Source of the style sheet in the words of a content security policy. */
  readonly styleSource: string;
  readonly script: string;
  readonly style: string;
}

/** The page of the graph of waves: nothing is loaded or run in it but what is named here. */
export function wavesPage({ nonce, styleSource, script, style }: WavesPageResources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}; form-action 'none'; base-uri 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>Waves</title>
  </head>
  <body>
    <header class="page">
      <h1>Waves</h1>
      <p id="status"></p>
      <label id="folders" hidden>Folder <select></select></label>
      <ul class="legend" aria-label="What the signs and lines mean">
        <li><span class="sign waiting">○</span> waiting</li>
        <li><span class="sign queued">◔</span> next in the run</li>
        <li><span class="sign running">◑</span> being migrated</li>
        <li><span class="sign migrated">●</span> migrated</li>
        <li><span class="sign failed">✕</span> failed</li>
        <li><span class="line imports"></span> needed by import</li>
        <li><span class="line calls"></span> by message</li>
        <li><span class="line lists"></span> by start-up manifest</li>
      </ul>
    </header>
    <p id="none" hidden>There is no agent to be migrated. Assess the workspace, or open a folder with agents in it.</p>
    <main id="graph" aria-label="Waves from left to right. The arrow keys move between agents, Enter opens one."></main>
    <aside id="details" aria-label="The chosen agent"></aside>
    <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
