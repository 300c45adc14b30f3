import uPlot from 'uplot';
import type { Chart } from './plotted.js';
import { dashOf, lookOf, paletteInForce } from './palette.js';

/** What stands behind and over the lines of a plot. */
export interface PlotBackground {
  readonly bands: Chart['bands'];
  /** Places on the horizontal axis that get a vertical line. */
  readonly marks: () => readonly number[];
}

export interface PlotSpec extends PlotBackground {
  readonly labels: readonly string[];
  readonly unit: string;
  readonly maximum: number | null;
  readonly horizontal: 'time' | 'minutes';
  readonly range: () => readonly [number, number];
  readonly moved: (index: number | null) => void;
}

/** Cursors of plots with one key move together. */
const cursorKey = { time: 'time', minutes: 'minutes' } as const;
export const plotHeight = 180;
const bandAlpha = 0.14;

/** A plot in the colours of the theme, without a legend of its own. */
export function createPlot(spec: PlotSpec, data: uPlot.AlignedData, width: number): uPlot {
  const isTime = spec.horizontal === 'time';
  const options: uPlot.Options = {
    width,
    height: plotHeight,
    legend: { show: false },
    // By place and not by value: all plots of one key show the same span.
    cursor: {
      sync: { key: cursorKey[spec.horizontal], setSeries: false, scales: [null, null] },
      drag: { x: false, y: false },
    },
    scales: {
      x: { time: isTime, range: () => [...spec.range()] },
      y: { range: (_, __, most) => [0, spec.maximum ?? top(most)] },
    },
    axes: [isTime ? timeAxis() : { ...plainAxis(), space: 40 }, valueAxis(spec.unit)],
    series: [{}, ...spec.labels.map(line)],
    hooks: {
      drawClear: [(plot) => drawBands(plot, spec.bands)],
      draw: [(plot) => drawMarks(plot, spec.marks())],
      setCursor: [(plot) => spec.moved(plot.cursor.idx ?? null)],
    },
  };
  return new uPlot(options, data);
}

function plainAxis(): uPlot.Axis {
  return {
    stroke: () => paletteInForce().text,
    font: paletteInForce().font,
    grid: { stroke: () => paletteInForce().grid, width: 1 },
    ticks: { stroke: () => paletteInForce().grid, width: 1 },
  };
}

/** Has room for the date below the time. */
function timeAxis(): uPlot.Axis {
  return { ...plainAxis(), size: 56, space: 70 };
}

function valueAxis(unit: string): uPlot.Axis {
  return { ...plainAxis(), size: 76, values: (_, splits) => splits.map((split) => `${split} ${unit}`.trim()) };
}

function line(label: string, index: number): uPlot.Series {
  return {
    label,
    stroke: () => paletteInForce().lines[lookOf(index).color] ?? paletteInForce().text,
    width: 1.5,
    dash: [...dashOf(index)],
    points: { show: false },
  };
}

function top(most: number | null): number {
  return most === null || most <= 0 ? 1 : 1.15 * most;
}

function drawBands(plot: uPlot, bands: PlotBackground['bands']): void {
  const palette = paletteInForce();
  const { ctx, bbox } = plot;
  const most = plot.scales['y']?.max ?? 0;
  ctx.save();
  for (const { level, from, to } of bands) {
    if (from >= most) continue;
    const lower = plot.valToPos(from, 'y', true);
    const upper = plot.valToPos(Math.min(to ?? most, most), 'y', true);
    ctx.fillStyle = palette[level];
    ctx.strokeStyle = palette[level];
    ctx.globalAlpha = palette.isHighContrast ? 0 : bandAlpha;
    ctx.fillRect(bbox.left, upper, bbox.width, lower - upper);
    ctx.globalAlpha = 1;
    ctx.setLineDash(level === 'warning' ? [4, 4] : []);
    ctx.beginPath();
    ctx.moveTo(bbox.left, lower);
    ctx.lineTo(bbox.left + bbox.width, lower);
    ctx.stroke();
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, marks: readonly number[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = paletteInForce().mark;
  ctx.lineWidth = 2;
  ctx.setLineDash([2, 2]);
  for (const mark of marks) {
    const at = plot.valToPos(mark, 'x', true);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
