/**
 * A browser that was started with the locale POSIX calls its language `en-US@posix`, which `Intl` takes for an error; the plots ask for it
 * as they are loaded. Has to be imported before them.
 */
if (!isKnown(navigator.language)) {
  const language = navigator.language.replace(/[^\w-].*$/, '');
  Object.defineProperty(navigator, 'language', { value: isKnown(language) ? language : 'en', configurable: true });
}

function isKnown(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
