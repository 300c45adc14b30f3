export interface PageResources {
  readonly nonce: string;
  /** Source of the style sheets in the words of a content security policy. */
  readonly styleSource: string;
  readonly script: string;
  readonly styles: readonly string[];
}

export interface PageContent {
  readonly title: string;
  /** Written by us: it is put into the page as it is. */
  readonly body: string;
}

/** The page of a panel: nothing is loaded or run in it but what is named here. What the page says aloud goes to `#announcer`. */
export function pageFrame({ nonce, styleSource, script, styles }: PageResources, { title, body }: PageContent): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}; form-action 'none'; base-uri 'none'`;
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}" />`).join('\n    ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${links}
    <title>${title}</title>
  </head>
  <body>
    ${body}
    <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
