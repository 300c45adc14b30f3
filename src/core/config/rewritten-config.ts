import { parseConfig } from './config.js';

type Written = Readonly<Record<string, unknown>>;

/**
 * The text of a project configuration with some of its keys changed; everything else that it says, its indentation and its line ends stay.
 * `undefined` is a file that does not exist yet, and a key that is given as `undefined` goes. Throws `ConfigurationError` for a text that is
 * no configuration.
 */
export function rewrittenConfig(
  text: string | undefined,
  fileName: string,
  change: (written: Written) => Written,
): string {
  const written = text === undefined ? {} : readObject(text, fileName);
  const result = { ...written, ...change(written) };
  const newline = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const indentation = /^\uFEFF?\{\s*?\n([ \t]+)/u.exec(text ?? '')?.[1] ?? '  ';
  const end = text === undefined || /\n\s*$/u.test(text) ? newline : '';
  return (
    (text?.startsWith('\uFEFF') === true ? '\uFEFF' : '') +
    JSON.stringify(result, undefined, indentation).replaceAll('\n', newline) +
    end
  );
}

/** The keys as they are written, those too that nobody knows. */
function readObject(text: string, fileName: string): Written {
  parseConfig(text, fileName);
  const written: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
  return typeof written === 'object' && written !== null ? { ...written } : {};
}
