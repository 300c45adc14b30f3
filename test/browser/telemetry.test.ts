import assert from 'node:assert/strict';
import { askAxe } from '../support/axe.js';
import { hostileStrings } from '../support/hostile-strings.js';
import { type FakeGpu, fakeGpu } from './driver/fake-gpu.js';
import { type FakePrometheus, fakePrometheus } from './driver/fake-prometheus.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

describe('live telemetry', () => {
  let gpu: FakeGpu;
  let prometheus: FakePrometheus;
  const session = useSession('telemetry', async () => {
    gpu = await fakeGpu({ usedMiB: 9_120, celsius: 61, utilizationPercent: 47 });
    prometheus = await fakePrometheus('pc2:9100', { up: 1, node_load1: 3.5 });
    const settings = { 'agentMigrator.telemetry.interval': 1, 'agentMigrator.telemetry.prometheusUrl': prometheus.url };
    return { environment: gpu.environment, settings };
  });
  after(async () => {
    prometheus.close();
    await gpu.remove();
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
