import { launchBrowser } from '../real-vscode/browser.js';
import { openPanelPage } from '../support/panel-in-browser.js';
import { sampleDashboard } from '../support/sample-dashboard.js';
import type { FigureSource } from './figures.js';
import { percentile } from './statistics.js';

const dayMs = 24 * 60 * 60 * 1000;
const pixels = 600;
const redraws = 60;
/** The first ones are the browser's, which has not compiled anything yet. */
const warmUps = 10;
const statesAnHour = 10 * 3600;
/** The charts of an hour are drawn when a line would move by a pixel: 3,600 s over 600 pixels. */
const redrawsAnHour = 600;

/** All charts of the dashboard anew, with a day of eight series, in the page that ships. */
export const dashboard: FigureSource = {
  id: 'dashboard',
  measure: async () => {
    const browser = await launchBrowser(() => undefined);
    try {
      const panel = await openPanelPage(browser, { width: 1280, height: 900 });
      const { comparison, ...day } = await sampleDashboard(Date.UTC(2026, 0, 15, 12), dayMs, pixels);
      if (comparison === null || day.charts.length !== 8) throw new Error('the day has to have eight series');
      const times = await panel.timeDashboard({ ...day, comparison: null }, redraws + warmUps);
      const value = percentile(times.slice(warmUps), 0.5);
      const what = 'redraw of the dashboard, 24 h of 8 series, p50';
      const grownMiB = await panel.heapGrowthMiB({ ...day, comparison: null }, statesAnHour, redrawsAnHour);
      const heap = 'heap of the panel after an hour of ten states a second, grown by';
      return [
        { id: 'dashboard', what, value, unit: 'ms', target: '≤ 5 ms', met: value <= 5 },
        { id: 'dashboard-heap', what: heap, value: grownMiB, unit: 'MiB', target: '≤ 10 MiB', met: grownMiB <= 10 },
      ];
    } finally {
      await browser.close();
    }
  },
};
