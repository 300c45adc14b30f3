import assert from 'node:assert/strict';
import packageJson from '../../../package.json' with { type: 'json' };
import { defaultCheckLimits } from '../../../src/core/thresholds/default-checks.js';
import { replayCard, triedLimits } from '../../../src/vscode/observation/replay-card.js';

describe('the card of replayed thresholds', () => {
  it('names the setting that keeps what was tried, and links to no command, which the preview would not follow', () => {
    const change = 'VRAM, critical (%): 90 instead of 95';
    const setting = 'agentMigrator.thresholds.vramCritical';
    const card = replayCard({ hours: 24, change, setting, now: [], tried: [] });
    assert.match(card, /`agentMigrator\.thresholds\.vramCritical`/);
    assert.doesNotMatch(card, /command:/);
  });

  it('has a setting of the extension for every limit that can be tried, with the value that stands there', () => {
    const settings = packageJson.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    for (const { setting, of } of triedLimits) {
      const declared = settings.find(([name]) => name === setting)?.[1] as { default?: unknown } | undefined;
      assert.equal(declared?.default, of(defaultCheckLimits), setting);
    }
  });
});
