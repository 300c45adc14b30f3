import type { Finding } from '../finding.js';

/** The texts of one language, by key. */
export interface TextFile {
  readonly where: string;
  readonly texts: Readonly<Record<string, string>>;
}

const place = /^%(?<key>[\w.-]+)%$/u;
const link = /\]\((?<target>command:[\w.]+)\)|`#(?<setting>[\w.]+)#`/gu;

/** Every key that package.json asks for stands in every language, none is left over, and translations link to the same places. */
export function checkTexts(
  manifest: unknown,
  [own, ...others]: readonly [TextFile, ...TextFile[]],
): readonly Finding[] {
  const asked = new Set(keysOf(manifest));
  return [own, ...others].flatMap(({ where, texts }) => [
    ...[...asked]
      .filter((key) => !Object.hasOwn(texts, key))
      .map((key) => ({ where, message: `has no text for ${key}` })),
    ...Object.keys(texts)
      .filter((key) => !asked.has(key))
      .map((key) => ({ where, message: `has a text for ${key}, which package.json does not ask for` })),
    ...Object.entries(texts)
      .filter(([, text]) => text.trim() === '')
      .map(([key]) => ({ where, message: `has an empty text for ${key}` })),
    ...Object.entries(texts)
      .filter(([key, text]) => links(text) !== links(own.texts[key] ?? text))
      .map(([key]) => ({ where, message: `links to other places in ${key} than ${own.where} does` })),
  ]);
}

/** A value of package.json with its keys replaced by the texts of a language. */
export function withTexts(value: unknown, texts: TextFile['texts']): unknown {
  if (typeof value === 'string') return texts[keyIn(value) ?? ''] ?? value;
  if (Array.isArray(value)) return value.map((one) => withTexts(one, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one, texts)]));
}

function keysOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [keyIn(value) ?? []].flat();
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysOf) : [];
}

const keyIn = (text: string): string | undefined => place.exec(text)?.groups?.['key'];

const links = (text: string): string => [...text.matchAll(link)].map(([whole]) => whole).join();
