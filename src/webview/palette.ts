/** Colours of the theme in force. */
export interface Palette {
  readonly text: string;
  readonly grid: string;
  readonly warning: string;
  readonly critical: string;
  readonly mark: string;
  /** Colours of lines, in order; beyond them they begin anew with another dash pattern. */
  readonly lines: readonly string[];
  readonly font: string;
  readonly isHighContrast: boolean;
}

let inForce: Palette | undefined;

/** Asked for at every stroke, and read from the page once for each theme: a computed style costs more than a line. */
export function paletteInForce(): Palette {
  return (inForce ??= readPalette());
}

function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const color = (name: string, fallback: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const text = color('foreground', '#808080');
  return {
    text,
    grid: color('charts-lines', color('panel-border', 'rgba(128, 128, 128, 0.3)')),
    warning: color('charts-yellow', '#b89500'),
    critical: color('charts-red', '#e51400'),
    mark: color('charts-foreground', text),
    lines: ['blue', 'green', 'purple', 'orange'].map((name) => color(`charts-${name}`, text)),
    font: `${style.fontSize} ${style.fontFamily}`,
    isHighContrast: /vscode-high-contrast/.test(document.body.className),
  };
}

const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** Lines are told apart by their dashes too, never by colour alone; sixteen of them have a look of their own. */
export function lookOf(line: number): { readonly color: number; readonly dash: number } {
  return { color: line % 4, dash: (line + Math.floor(line / 4)) % 4 };
}

export function dashOf(line: number): readonly number[] {
  return dashes[lookOf(line).dash] ?? [];
}

/** Calls back when the theme changes: VS Code changes the classes of the body. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(() => {
    inForce = undefined;
    changed();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
