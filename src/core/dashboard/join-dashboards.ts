import { agentChartIds } from './charts.js';
import type { Chart, Dashboard } from './dashboard.js';

/** One dashboard for a window with several folders: what is the machine's is the same in all of them, and each has agents of its own. */
export function joinDashboards(first: Dashboard, others: readonly Dashboard[]): Dashboard {
  const all = [first, ...others];
  const compared = all.map(({ comparison }) => comparison).find((one) => one !== null && one.metrics.length > 0);
  const ofMachine = first.charts.filter(({ id }) => !agentChartIds.includes(id));
  return {
    ...first,
    charts: [...ofMachine, ...agentChartIds.flatMap((id) => joinCharts(all.map((one) => chartOf(one, id))))],
    comparison: compared ?? first.comparison,
  };
}

function chartOf({ charts }: Dashboard, id: string): Chart | undefined {
  return charts.find((chart) => chart.id === id);
}

function joinCharts(charts: readonly (Chart | undefined)[]): readonly Chart[] {
  const [chart] = charts.filter((one) => one !== undefined);
  if (chart === undefined) return [];
  // Folders may have agents of the same path.
  const lines = charts.flatMap((one, folder) =>
    (one?.lines ?? []).map((line) => ({ ...line, id: `${folder} ${line.id}` })),
  );
  return [{ ...chart, lines }];
}
