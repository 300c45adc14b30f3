import type { Dashboard } from '../protocol/telemetry-panel.js';
import { ChartFigure, type FigureContent } from './chart-figure.js';
import { byId, element } from './page.js';
import { plottedData, plottedValues, timeInWords, valueAt, valueInWords, type Chart } from './plotted.js';

const none: readonly number[] = [];

/** All charts of the page, kept by their title so that a new state redraws instead of rebuilding. */
export class DashboardCharts {
  private readonly figures = new Map<string, ChartFigure>();
  private readonly comparisons = new Map<string, ChartFigure>();

  show(dashboard: Dashboard): void {
    this.showAll(
      this.figures,
      byId('charts'),
      dashboard.charts.map((chart) => contentOf(chart, dashboard)),
    );
    this.showAll(this.comparisons, byId('comparison'), comparisonsOf(dashboard));
    byId('changes').replaceChildren(...dashboard.marks.map(changeItem));
    byId('no-charts').hidden = dashboard.charts.length > 0;
  }

  /** In the colours of another theme. */
  redraw(): void {
    for (const figure of [...this.figures.values(), ...this.comparisons.values()]) figure.redraw();
  }

  private showAll(known: Map<string, ChartFigure>, parent: HTMLElement, contents: readonly FigureContent[]): void {
    for (const [title, figure] of known) {
      if (contents.some((content) => content.title === title)) continue;
      figure.dispose();
      known.delete(title);
    }
    for (const content of contents) {
      const figure = known.get(content.title);
      if (figure !== undefined) {
        figure.show(content);
        continue;
      }
      const made = new ChartFigure(content);
      known.set(content.title, made);
      parent.append(made.element);
    }
  }
}

function contentOf(chart: Chart, { fromMs, toMs, marks }: Dashboard): FigureContent {
  const data = plottedData(chart, { fromMs, toMs });
  return {
    title: chart.title,
    data,
    spec: {
      labels: chart.lines.map(({ label }) => label),
      unit: chart.unit,
      maximum: chart.maximum,
      bands: chart.bands,
      horizontal: 'time',
      range: () => [fromMs / 1000, toMs / 1000],
      marks: () => marks.map(({ atMs }) => atMs / 1000),
    },
    placeInWords: (index) => timeInWords(1000 * (data[0][index] ?? 0)),
    valueInWords: (line, index) => valueInWords(valueAt(chart.lines[line]?.values ?? none, index), chart.unit),
  };
}

function comparisonsOf({ comparison }: Dashboard): readonly FigureContent[] {
  return (comparison?.metrics ?? []).map(({ title, unit, before, after, effect }): FigureContent => {
    const sides = [before, after];
    const minutes = Float64Array.from(before, (_, minute) => minute);
    return {
      title: `Before and after: ${title}`,
      data: [minutes, ...sides.map(plottedValues)],
      spec: {
        labels: ['before', 'after'],
        unit,
        maximum: null,
        bands: [],
        horizontal: 'minutes',
        range: () => [0, before.length - 1],
        marks: () => none,
      },
      placeInWords: (minute) => `minute ${minute + 1}`,
      valueInWords: (side, minute) => valueInWords(valueAt(sides[side] ?? none, minute), unit),
      note: effect,
    };
  });
}

function changeItem({ kind, agent, atMs }: Dashboard['marks'][number]): HTMLElement {
  const name = agent.slice(agent.lastIndexOf(':') + 1) || agent;
  const words = kind === 'migration' ? 'migrated' : 'rolled back';
  return element('li', kind, `${timeInWords(atMs)} ${name} ${words}`);
}
