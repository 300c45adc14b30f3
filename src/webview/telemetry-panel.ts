import 'uplot/dist/uPlot.min.css';
import './locale.js';
import { dispatch, type MessageOf } from '../protocol/messages.js';
import type {
  Dashboard,
  DashboardChoice,
  HostToPanel,
  PanelToHost,
  TelemetryPanelState,
} from '../protocol/telemetry-panel.js';
import { announce } from './announcer.js';
import { DashboardCharts } from './dashboard.js';
import { ChoiceControls } from './dashboard-choice.js';
import { byId } from './page.js';
import { onThemeChange } from './palette.js';
import { renderSection } from './telemetry-section.js';
import { TrustLine } from './trust-line.js';

type TelemetrySections = NonNullable<TelemetryPanelState['view']>['sections'];

const vscode = acquireVsCodeApi<DashboardChoice>();
const charts = new DashboardCharts();
const trust = new TrustLine(byId('status'));
const controls = new ChoiceControls(vscode.getState() ?? {}, choose);
let raised = '';

function post(message: MessageOf<PanelToHost>): void {
  vscode.postMessage(message);
}

function choose(choice: DashboardChoice): void {
  vscode.setState(choice);
  post({ type: 'choose', value: choice });
}

function showState(state: TelemetryPanelState): void {
  trust.showState(state);
  if (state.view === null) return;
  const notice = byId('notice');
  notice.textContent = state.view.notice?.text ?? '';
  notice.hidden = state.view.notice === undefined;
  notice.classList.toggle('fault', state.view.notice?.isFault === true);
  byId('sections').replaceChildren(...state.view.sections.map(renderSection));
  announceLevels(state.view.sections);
}

function showDashboard(dashboard: Dashboard): void {
  trust.showCoverage(dashboard);
  controls.offer(dashboard);
  charts.show(dashboard);
}

/** Speaks when a level changes, not at every sample: a reader is told news, not numbers. */
function announceLevels(all: TelemetrySections): void {
  const above = all.filter((section) => section.level !== 'normal');
  const text = above.map((section) => `${section.title}: ${section.level}`).join('; ');
  if (text === raised) return;
  raised = text;
  announce(text === '' ? 'All values are back to normal.' : text);
}

window.addEventListener('message', (event) =>
  dispatch<HostToPanel>(event.data, { state: showState, dashboard: showDashboard }),
);
onThemeChange(() => charts.redraw());
post({ type: 'ready', value: controls.choice });
