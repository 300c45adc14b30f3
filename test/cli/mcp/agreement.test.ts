import assert from 'node:assert/strict';
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { agrees } from '../../../src/cli/mcp/agreement.js';

describe('the agreement of a person behind an MCP client', () => {
  const refusals: Readonly<Record<string, ElicitResult>> = {
    'a form that was declined': { action: 'decline', content: { migrate: true } },
    'a form that was closed': { action: 'cancel' },
    'a box that is not ticked': { action: 'accept', content: { migrate: false } },
    'an empty form': { action: 'accept', content: {} },
    'no form': { action: 'accept' },
    'a word in place of the box': { action: 'accept', content: { migrate: 'true' } },
  };
  for (const [what, answer] of Object.entries(refusals)) {
    it(`is not ${what}`, () => assert.equal(agrees(answer), false));
  }

  it('is a form that was sent with the box ticked', () => {
    assert.equal(agrees({ action: 'accept', content: { migrate: true } }), true);
  });
});
