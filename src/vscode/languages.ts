import type { LanguageId } from '../core/facts/source-facts.js';

/** Which VS Code documents hold agents. A language joins the editor by an entry here. */
const supportedLanguages: readonly { readonly id: LanguageId; readonly extensions: readonly string[] }[] = [
  { id: 'python', extensions: ['.py'] },
];

export const documentSelector = supportedLanguages.map(({ id }) => ({ language: id, scheme: 'file' }));

/** Files of these languages, as a glob for watchers. */
export const sourceGlob = `**/*{${supportedLanguages.flatMap(({ extensions }) => extensions).join(',')}}`;

export function isSupportedLanguage(languageId: string): boolean {
  return supportedLanguages.some(({ id }) => id === languageId);
}
