import { dispatch, type MessageOf } from '../protocol/messages.js';
import type { HostToPanel, PanelToHost, TelemetryPanelState } from '../protocol/telemetry-panel.js';
import { renderSection } from './telemetry-section.js';

type TelemetrySections = NonNullable<TelemetryPanelState['view']>['sections'];

const vscode = acquireVsCodeApi();
const sections = byId('sections');
const status = byId('status');
const notice = byId('notice');
const announcer = byId('announcer');
let announced = '';

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element "${id}".`);
  return element;
}

function post(message: MessageOf<PanelToHost>): void {
  vscode.postMessage(message);
}

function show(state: TelemetryPanelState): void {
  if (state.view === null) {
    status.textContent = 'Measuring …';
    return;
  }
  const time = new Date(state.view.atMs).toLocaleTimeString();
  status.textContent = `${state.machine} · measured at ${time}, every ${state.intervalMs / 1000} s`;
  notice.textContent = state.view.notice?.text ?? '';
  notice.hidden = state.view.notice === undefined;
  notice.classList.toggle('fault', state.view.notice?.isFault === true);
  sections.replaceChildren(...state.view.sections.map(renderSection));
  announce(state.view.sections);
}

/** Speaks when a level changes, not at every sample: a reader is told news, not numbers. */
function announce(all: TelemetrySections): void {
  const raised = all.filter((section) => section.level !== 'normal');
  const text = raised.map((section) => `${section.title}: ${section.level}`).join('; ');
  if (text === announced) return;
  announced = text;
  announcer.textContent = text === '' ? 'All values are back to normal.' : text;
}

window.addEventListener('message', (event) => dispatch<HostToPanel>(event.data, { state: show }));
post({ type: 'ready', value: null });
