import assert from 'node:assert/strict';
import { matchesAgent, matchesPath } from '../../../src/core/config/agent-pattern.js';

describe('a pattern for agents', () => {
  it('means a class by its whole name', () => {
    assert.ok(matchesAgent('ModelAgent', 'agents/model.py', 'ModelAgent'));
    assert.ok(!matchesAgent('Model', 'agents/model.py', 'ModelAgent'));
  });

  it('means classes by a name with a star in it, and every file by stars alone', () => {
    for (const pattern of ['*Connector', 'Slack*', 'S*Con*or']) {
      assert.ok(matchesAgent(pattern, 'connectors/slack.py', 'SlackConnector'), pattern);
    }
    assert.ok(!matchesAgent('*Connector', 'connectors/slack.py', 'ConnectorSlack'));
    assert.ok(!matchesAgent('*Connector', 'connectors/slack.py', null));
    assert.ok(matchesAgent('**', 'connectors/slack.py', null));
  });

  it('means files by a glob', () => {
    assert.ok(matchesAgent('agents/core/**', 'agents/core/deep/model.py', null));
    assert.ok(!matchesAgent('agents/core/**', 'agents/model.py', 'ModelAgent'));
  });

  it('means everything in a folder that is named alone', () => {
    for (const glob of ['agents', './agents', 'agents/']) assert.ok(matchesPath(glob, 'agents/core/model.py'), glob);
    assert.ok(!matchesPath('agents', 'my-agents/model.py'));
  });
});
