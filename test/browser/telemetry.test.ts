import assert from 'node:assert/strict';
import path from 'node:path';
import { HistoryFile } from '../../src/node/telemetry/history-file.js';
import { telemetryFolder } from '../../src/node/telemetry/telemetry-folder.js';
import { WorkspaceHistory } from '../../src/node/telemetry/workspace-history.js';
import { temporaryFolder } from '../real-vscode/temporary-folder.js';
import { askAxe } from '../support/axe.js';
import { hostileStrings } from '../support/hostile-strings.js';
import { sampleFrames } from '../support/sample-dashboard.js';
import { type FakeGpu, fakeGpu, fakeGpuUuid } from './driver/fake-gpu.js';
import { type FakePrometheus, fakePrometheus } from './driver/fake-prometheus.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

const hourMs = 3_600_000;

/** What an earlier window measured and left on the disk. */
async function measuredBefore(environment: Readonly<Record<string, string>>, workspace: string): Promise<void> {
  const machine = new HistoryFile(path.join(telemetryFolder(environment), 'history'));
  const history = new WorkspaceHistory(machine, workspace);
  for (const frame of sampleFrames(Date.now(), 6 * hourMs, fakeGpuUuid)) await history.record(frame);
}

describe('live telemetry', () => {
  const state = temporaryFolder('state');
  let gpu: FakeGpu;
  let prometheus: FakePrometheus;
  const session = useSession('telemetry', async () => {
    gpu = await fakeGpu({ usedMiB: 9_120, celsius: 61, utilizationPercent: 47 });
    prometheus = await fakePrometheus('pc2:9100', { up: 1, node_load1: 3.5 });
    const settings = { 'agentMigrator.telemetry.interval': 1, 'agentMigrator.telemetry.prometheusUrl': prometheus.url };
    const environment = { ...gpu.environment, AGENT_MIGRATOR_STATE_DIR: state.path };
    return { environment, settings, prepare: (workspace) => measuredBefore(environment, workspace) };
  });
  after(async () => {
    prometheus.close();
    await gpu.remove();
    await state.remove();
  });

  it('shows the card in the status bar as soon as an agent is open', async () => {
    const { workbench } = session();
    await workbench.openFile('speech_recognition_agent.py');
    await expectVisible(workbench.statusBarItem('RTX 4090 · VRAM 38 % · 61 °C'));
  });

  it('opens a panel with every value when the item is clicked', async () => {
    const { workbench } = session();
    await workbench.statusBarItem('RTX 4090').click();
    const table = workbench.webview().getByRole('table', { name: 'RTX 4090' });
    await expectVisible(table);
    assert.match(await table.innerText(), /61 °C/);
    const other = workbench.webview().getByRole('table', { name: 'pc2 · by Prometheus' });
    await expectVisible(other);
    assert.match(await other.innerText(), /3\.50/);
    await workbench.screenshot('telemetry');
  });

  it('shows what was measured before the window was opened', async () => {
    const { workbench } = session();
    const page = workbench.webview();
    await page.getByRole('combobox', { name: 'Show the last' }).selectOption('6 hours');
    const response = page.locator('figure').filter({ hasText: 'Response time of agents' });
    await expectVisible(response);
    assert.match(await response.innerText(), /SpeechRecognitionAgent/u);
    await workbench.runCommand('View: Close Primary Side Bar');
    await workbench.runCommand('View: Toggle Maximize Editor Group');
    await page.getByRole('heading', { name: 'History' }).scrollIntoViewIfNeeded();
    await workbench.screenshot('telemetry-history');
  });

  for (const theme of ['Dark Modern', 'Dark High Contrast', 'Light Modern'] as const) {
    it(`has no serious finding of axe in ${theme}`, async () => {
      const { workbench } = session();
      await workbench.useTheme(theme);
      const page = workbench.webview().locator('body');
      await expectVisible(workbench.webview().locator('#charts canvas').first());
      const { serious, kept } = await askAxe(page);
      await workbench.screenshot(`telemetry-${theme.replaceAll(' ', '-').toLowerCase()}`);
      assert.ok(kept > 10, 'axe has looked at the page');
      assert.deepEqual(serious, []);
    });
  }

  it('says in words and colour when the memory is nearly full', async () => {
    const { workbench } = session();
    await gpu.set({ usedMiB: 23_400, celsius: 84, utilizationPercent: 98 });
    await expectVisible(workbench.webview().getByText('critical').first());
    await expectVisible(workbench.statusBarItem('RTX 4090 · VRAM 97 % · 84 °C'));
    await workbench.screenshot('telemetry-critical');
    await workbench.webview().getByText('Values as a table').first().click();
    assert.deepEqual((await askAxe(workbench.webview().locator('body'))).serious, []);
  });

  it('takes 500 hostile names of cards for text, and breaks no policy of the page', async function () {
    this.timeout(180_000);
    const { workbench } = session();
    const page = workbench.webview().locator('body');
    await page.evaluate(countViolations);
    const names = hostileStrings(500);
    await gpu.setNames(names, { usedMiB: 9_120, celsius: 61, utilizationPercent: 47 });
    const shown = workbench.webview().locator('#sections caption');
    const hasAll = async (): Promise<boolean> => (await shown.count()) === names.length + 2;
    await waitUntil('every card is shown', hasAll, 60_000);
    const titles = await shown.allTextContents();
    // The tool's lines are trimmed, and VS Code hands the rest over as it is.
    assert.deepEqual(
      titles.slice(0, -2),
      names.map((name, index) => `GPU ${index} · ${name}`),
    );
    const found: unknown = await page.evaluate(
      '({ violations: globalThis.violations, broken: globalThis.broken ?? null })',
    );
    assert.deepEqual(found, { violations: [], broken: null });
    await workbench.screenshot('telemetry-hostile');
  });
});

const countViolations = `
globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));`;
