import assert from 'node:assert/strict';
import { type FakeGpu, fakeGpu } from './driver/fake-gpu.js';
import { useSession } from './driver/use-session.js';
import { expectVisible } from './driver/waiting.js';

describe('live telemetry', () => {
  let gpu: FakeGpu;
  const session = useSession('telemetry', async () => {
    gpu = await fakeGpu({ usedMiB: 9_120, celsius: 61, utilizationPercent: 47 });
    return { environment: gpu.environment, settings: { 'agentMigrator.telemetry.interval': 1 } };
  });
  after(() => gpu.remove());

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
    await workbench.screenshot('telemetry');
  });

  it('says in words and colour when the memory is nearly full', async () => {
    const { workbench } = session();
    await gpu.set({ usedMiB: 23_400, celsius: 84, utilizationPercent: 98 });
    await expectVisible(workbench.webview().getByText('critical').first());
    await expectVisible(workbench.statusBarItem('RTX 4090 · VRAM 97 % · 84 °C'));
    await workbench.screenshot('telemetry-critical');
  });
});
