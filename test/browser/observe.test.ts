import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HistoryFile } from '../../src/node/telemetry/history-file.js';
import { telemetryFolder } from '../../src/node/telemetry/telemetry-folder.js';
import { WorkspaceHistory } from '../../src/node/telemetry/workspace-history.js';
import { agentSeries, hostSeries } from '../../src/core/telemetry/frame.js';
import { temporaryFolder } from '../real-vscode/temporary-folder.js';
import { Cli } from './driver/cli.js';
import { type FakeGpu, fakeGpu } from './driver/fake-gpu.js';
import { journalRecords } from './driver/journal.js';
import { type RunningAgent, runningAgent } from './driver/running-agent.js';
import { useSession } from './driver/use-session.js';
import { expectVisible, waitUntil } from './driver/waiting.js';

const script = 'agents/speech_recognition_agent.py';
const agent = `${script}:SpeechRecognitionAgent`;
const legacyMs = 80;

interface Place {
  readonly stateFolder: string;
  readonly workspace: string;
}

/** The last `minutes`, up to `untilMs`, in which the agent took as long to answer as it does now, on a machine as busy as ever. */
async function measured(place: Place, minutes: number, untilMs: number): Promise<void> {
  const folder = telemetryFolder({ AGENT_MIGRATOR_STATE_DIR: place.stateFolder });
  const history = new WorkspaceHistory(new HistoryFile(path.join(folder, 'history')), place.workspace);
  for (let atMs = untilMs - 60_000 * minutes; atMs < untilMs; atMs += 5000) {
    await history.record({
      atMs,
      values: {
        // Whatever else the machine that runs the tests has to do is no more than this, which no check minds.
        [hostSeries('load1')]: 10,
        [hostSeries('cpuCount')]: 1,
        [agentSeries(agent, 'answered')]: 1,
        [agentSeries(agent, 'responseMs')]: legacyMs + 5 + (atMs % 7),
      },
    });
  }
}

describe('observing a migrated agent', () => {
  const state = temporaryFolder('state');
  let gpu: FakeGpu;
  let running: RunningAgent;
  let original: Buffer;
  const session = useSession('observe', async () => {
    const delays = { LEGACY_DELAY_MS: String(legacyMs), MIGRATED_DELAY_MS: String(1.5 * legacyMs) };
    gpu = await fakeGpu({ usedMiB: 9_120, celsius: 61, utilizationPercent: 47 });
    running = await runningAgent(script, 7130, delays);
    return {
      environment: { ...gpu.environment, ...running.environment, AGENT_MIGRATOR_STATE_DIR: state.path },
      settings: {
        'agentMigrator.telemetry.interval': 1,
        'agentMigrator.observation.warmUp': 0,
        'agentMigrator.observation.probes': { SpeechRecognitionAgent: running.health },
      },
      prepare: async (workspace) => {
        original = await readFile(path.join(workspace, script));
        await measured({ stateFolder: state.path, workspace }, 34, Date.now() - 60_000);
        await running.start(workspace);
      },
    };
  });
  after(async () => {
    await running.stop();
    await gpu.remove();
    await state.remove();
  });

  const begun = (): number =>
    journalRecords(session().workspace).filter(({ data }) => data?.['event'] === 'begun').length;

  it('begins by itself after the migration of an agent of high risk, once it was restarted with consent', async () => {
    const { workbench } = session();
    await workbench.openFile('speech_recognition_agent.py');
    await expectVisible(workbench.statusBarItem('RTX 4090'));
    await workbench.runCommandAndPick('Agent Migrator: Migrate…', 'All stages');
    await workbench.waitForToast('Restart SpeechRecognitionAgent');
    await workbench.screenshot('observe-restart');
    await workbench.clickToastButton('Restart SpeechRecognitionAgent', 'Restart');
    await expectVisible(workbench.statusBarItem(/Observing SpeechRecognitionAgent · 2\d h/), 60_000);
    await workbench.screenshot('observe-running');
  });

  it('goes on after the window was closed in the middle', async () => {
    const { workbench } = session();
    await workbench.page.reload();
    await workbench.waitUntilReady();
    await expectVisible(workbench.statusBarItem(/Observing SpeechRecognitionAgent · 2\d h/), 60_000);
    assert.equal(begun(), 1);
  });

  it('rolls back an agent that became half as slow again by itself, byte for byte, and shows why', async function () {
    this.timeout(300_000);
    const { workbench, workspace } = session();
    await expectVisible(workbench.toast('SpeechRecognitionAgent was rolled back by itself'), 240_000);
    await workbench.screenshot('observe-rolled-back');
    assert.deepEqual(await readFile(path.join(workspace, script)), original);
    await workbench.clickToastButton('SpeechRecognitionAgent was rolled back', 'Show Details');
    const card = workbench.webview();
    await expectVisible(card.getByText('Failed, and rolled back by itself'));
    await expectVisible(card.getByText('degradation:responseMs').first());
    await workbench.screenshot('observe-card');
    await waitUntil('nobody is observed any more', async () => {
      const items = await workbench.readStatusBar();
      return !items.some((item) => item.includes('Observing'));
    });
  });
});

describe('an observation that an earlier window began', () => {
  const minutesAgo = 20;
  const state = temporaryFolder('state');
  let running: RunningAgent;
  let migrated: Buffer;
  const session = useSession('observe-healthy', async () => {
    running = await runningAgent(script, 7130, {
      LEGACY_DELAY_MS: String(legacyMs),
      MIGRATED_DELAY_MS: String(legacyMs),
    });
    return {
      environment: { ...running.environment, AGENT_MIGRATOR_STATE_DIR: state.path },
      settings: { 'agentMigrator.observation.probes': { SpeechRecognitionAgent: running.health } },
      prepare: async (workspace) => {
        const place = { stateFolder: state.path, workspace };
        await measured(place, 40, Date.now() - 60_000 * minutesAgo);
        await running.start(workspace);
        await migrateAndObserve(workspace);
        migrated = await readFile(path.join(workspace, script));
        await measured(place, minutesAgo, Date.now());
      },
    };
  });
  after(async () => {
    await running.stop();
    await state.remove();
  });

  /** As somebody did it a while ago, who closed everything as soon as the observation had begun. */
  async function migrateAndObserve(workspace: string): Promise<void> {
    const cli = new Cli(workspace, state.path, minutesAgo);
    const report = await cli.json<{ migrations: readonly { readonly id: string }[] }>('migrate', script);
    await running.start(workspace);
    const id = report.migrations[0]?.id ?? '';
    const times = ['--for', `${minutesAgo - 2}m`, '--warm-up', '1s'];
    const observing = cli.start('observe', id, ...times, '--health', running.health);
    const isRunning = () => journalRecords(workspace).some(({ data }) => data?.['event'] === 'running');
    await waitUntil('the observation runs', () => Promise.resolve(isRunning()), 60_000);
    observing.kill('SIGINT');
    await once(observing, 'exit');
  }

  it('passes when its time was over meanwhile and nothing got worse, and keeps the migration', async function () {
    this.timeout(240_000);
    const { workbench, workspace } = session();
    await workbench.openFile('speech_recognition_agent.py');
    await waitUntil(
      'the observation has passed',
      () => Promise.resolve(journalRecords(workspace).some(({ data }) => data?.['phase'] === 'passed')),
      120_000,
    );
    assert.deepEqual(await readFile(path.join(workspace, script)), migrated);
    await workbench.runCommand('Agent Migrator: Show observation…');
    const card = workbench.webview();
    await expectVisible(card.getByText('The migration is kept.'));
    await expectVisible(card.getByText('Nothing got worse.').first());
    await expectVisible(card.getByText('What did not fire'));
    await workbench.screenshot('observe-passed');
  });
});
