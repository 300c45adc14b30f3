/** Makes text from source files safe inside Markdown: no links, images, markup, table cells or `$(icon)` of its own. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\`*_{}[\]()#+\-.!|<>~$&:@]/gu, '\\$&');
}

/** Text as inline code: a fence longer than any run of backticks inside it, pipes kept out of table syntax. */
export function inlineCode(text: string): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim();
  const longest = Math.max(0, ...[...flat.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padded = longest > 0 ? ` ${flat} ` : flat;
  return flat === '' ? '' : `${fence}${padded.replaceAll('|', '\\|')}${fence}`;
}
