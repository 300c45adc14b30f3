import { typeScriptExtensions } from '../core/workspace/typescript-modules.js';

/** Which VS Code documents hold agents, by VS Code's own ids. A language joins the editor by an entry here. */
const supportedLanguages: readonly string[] = [
  'javascript',
  'javascriptreact',
  'python',
  'typescript',
  'typescriptreact',
];

export const documentSelector = supportedLanguages.map((language) => ({ language, scheme: 'file' }));

/** Files of these languages, as a glob for watchers. */
export const sourceGlob = `**/*{${['.py', ...typeScriptExtensions].join(',')}}`;

export function isSupportedLanguage(languageId: string): boolean {
  return supportedLanguages.includes(languageId);
}
