/** A code span that nothing in the text can end; a table wants its bars escaped even there. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`;
}

/** Text that is no markup: it cannot end a table cell or begin a link. */
export function text(written: string): string {
  return written.replace(/[\\|<>[\]*_`]/gu, (character) => `\\${character}`).replace(/\s+/gu, ' ');
}
