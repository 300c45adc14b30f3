import type uPlot from 'uplot';
import { announce } from './announcer.js';
import { element } from './page.js';
import { lookOf } from './palette.js';
import { createPlot, type PlotSpec } from './plot.js';
import { moveByKeys } from './plot-keys.js';
import { ValuesTable, type TableRow } from './values-table.js';

/** What a figure shows: lines by label, over one axis. */
export interface FigureContent {
  readonly title: string;
  readonly data: uPlot.AlignedData;
  readonly spec: Omit<PlotSpec, 'moved'>;
  /** A place on the axis in words. */
  readonly placeInWords: (index: number) => string;
  /** The value of a line at a place, in words. */
  readonly valueInWords: (line: number, index: number) => string;
  readonly note?: string;
}

/** A chart with its legend, its cursor for the keyboard, and its values as a table. */
export class ChartFigure {
  readonly element = element('figure', 'chart');
  private readonly heading = element('figcaption');
  private readonly stage = element('div', 'plot');
  private readonly legend = element('ul', 'legend');
  private readonly note = element('p', 'note');
  private readonly table: ValuesTable;
  private readonly sizes: ResizeObserver;
  private plot: uPlot | undefined;

  constructor(private content: FigureContent) {
    this.stage.tabIndex = 0;
    this.stage.setAttribute('role', 'group');
    this.table = new ValuesTable(
      content.title,
      () => this.tableHeads(),
      () => this.tableRows(),
    );
    this.element.append(this.heading, this.stage, this.legend, this.note, this.table.element);
    moveByKeys(
      this.stage,
      () => this.plot,
      (index) => announce(this.placeAndValues(index)),
    );
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.element);
    this.describe();
  }

  /** Takes new values; the plot is made anew only when its lines are others. */
  show(content: FigureContent): void {
    const isSame = content.spec.labels.join('\n') === this.content.spec.labels.join('\n');
    this.content = content;
    if (!isSame) this.clear();
    this.describe();
    if (this.plot === undefined) this.fit();
    else this.plot.setData(content.data);
    this.table.update();
  }

  /** Draws anew in the colours of another theme. */
  redraw(): void {
    this.clear();
    this.fit();
  }

  dispose(): void {
    this.sizes.disconnect();
    this.clear();
    this.element.remove();
  }

  private clear(): void {
    this.plot?.destroy();
    this.plot = undefined;
  }

  private fit(): void {
    const width = Math.floor(this.stage.clientWidth);
    if (width <= 0) return;
    if (this.plot !== undefined) {
      if (this.plot.width !== width) this.plot.setSize({ width, height: this.plot.height });
      return;
    }
    const { spec, data } = this.content;
    const current = (): FigureContent['spec'] => this.content.spec;
    const moved = (index: number | null): void => this.describeLegend(index);
    this.plot = createPlot(
      { ...spec, marks: () => current().marks(), range: () => current().range(), moved },
      data,
      width,
    );
    this.stage.append(this.plot.root);
    this.describeLegend(null);
  }

  private describe(): void {
    const { title, note = '' } = this.content;
    this.heading.textContent = title;
    this.note.textContent = note;
    this.note.hidden = note === '';
    this.stage.setAttribute('aria-label', `${title}. ${this.newest()}. The arrow keys read other times.`);
    this.describeLegend(this.plot?.cursor.idx ?? null);
  }

  private describeLegend(index: number | null): void {
    const at = index ?? this.last;
    const { labels } = this.content.spec;
    while (this.legend.children.length > labels.length) this.legend.lastElementChild?.remove();
    for (const [line, label] of labels.entries()) {
      const item = this.legend.children[line] ?? this.legend.appendChild(legendItem(line));
      const text = `${label} ${this.content.valueInWords(line, at)}`;
      const words = item.lastElementChild;
      if (words !== null && words.textContent !== text) words.textContent = text;
    }
  }

  private get last(): number {
    return this.content.data[0].length - 1;
  }

  private newest(): string {
    return this.placeAndValues(this.last);
  }

  private placeAndValues(index: number): string {
    const { spec, placeInWords, valueInWords } = this.content;
    const values = spec.labels.map((label, line) => `${label} ${valueInWords(line, index)}`);
    return `${placeInWords(index)}: ${values.join(', ')}`;
  }

  private tableHeads(): readonly string[] {
    const { labels, horizontal } = this.content.spec;
    return [horizontal === 'time' ? 'Time' : 'Minute', ...labels];
  }

  private tableRows(): readonly TableRow[] {
    const { data, spec, placeInWords, valueInWords } = this.content;
    const step = spec.horizontal === 'time' ? 2 : 1;
    const rows: TableRow[] = [];
    for (let index = this.last; index >= 0; index -= step) {
      const isKnown = data.slice(1).some((values) => typeof values[index] === 'number');
      if (isKnown) {
        rows.push({ head: placeInWords(index), cells: spec.labels.map((_, line) => valueInWords(line, index)) });
      }
    }
    return rows;
  }
}

function legendItem(line: number): HTMLElement {
  const item = element('li');
  const { color, dash } = lookOf(line);
  item.append(element('span', `swatch color-${color} dash-${dash}`), element('span'));
  return item;
}
