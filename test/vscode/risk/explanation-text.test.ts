import assert from 'node:assert/strict';
import { explanationText } from '../../../src/vscode/risk/explanation-text.js';
import { hoverText } from '../../../src/vscode/risk/hover-text.js';
import { assessment, evidence, factor } from '../../support/assessment.js';

const link = (path: string, line: number): string => `/${path}#L${line}`;

const plain = { status: undefined, actions: [] };

describe('the explanation of a score', () => {
  const gpu = factor('gpuOperations', 'high', 10, [
    evidence(40, 'torch.cuda.empty_cache()'),
    evidence(52, 'torch.cuda.set_device(0)'),
  ]);
  const role = factor('systemCriticality', 'low', 1, [evidence(3, 'ChatAgent imports it', 'agents/chat_agent.py')]);

  it('links every piece of evidence to its line, also in another file', () => {
    const text = explanationText([assessment({ factors: [gpu, role] })], link);
    assert.match(text, /- \[line 40\]\(\/agents\/model_manager_agent\.py#L40\): `torch\.cuda\.empty_cache\(\)`/u);
    assert.match(text, /\[agents\/chat\\_agent\\\.py line 3\]\(\/agents\/chat_agent\.py#L3\): ChatAgent imports it/u);
  });

  it('names the workflow that the stricter of level and track asks for', () => {
    const text = explanationText([assessment({ level: 'low', track: 'high-risk' })], link);
    assert.match(text, /Full workflow/u);
  });

  it('says so when there is no agent', () => {
    assert.match(explanationText([], link), /No agent in this file/u);
  });
});

describe('the hover of an agent', () => {
  it('has a row for every factor with the first reason and how many more there are', () => {
    const gpu = factor('gpuOperations', 'high', 10, [
      evidence(40, 'empty_cache()'),
      evidence(52, 'x()'),
      evidence(60, 'y()'),
    ]);
    const text = hoverText(assessment({ factors: [gpu, factor('threading', 'none', 0)] }), plain);
    assert.match(text, /\| GPU operations \| high \| 0\.25 \| 10 \|\s+`empty_cache\(\)`, line 40 and 2 more \|/u);
    assert.match(text, /\| Threading \| – \| 0\.20 \| 0 \|\s+– \|/u);
    assert.match(text, /\*\*32\*\*, exactly 31\.5/u);
  });

  it('lists what keeps the agent from being ready', () => {
    const leftovers = [{ line: 7, message: 'own main socket' }];
    assert.match(hoverText(assessment({ readiness: 'partial', leftovers }), plain), /- line 7: own main socket/u);
    const reason = { code: 'does-not-parse', message: 'The bracket of line 3 is never closed' } as const;
    assert.match(
      hoverText(assessment({ readiness: 'blocked', reason }), plain),
      /The bracket of line 3 is never closed/u,
    );
  });

  it('lets no text of the source become markup', () => {
    const text = hoverText(assessment({ class: 'A', why: '[x](command:evil) <b>' }), plain);
    assert.doesNotMatch(text, /\[x\]\(command/u);
  });
});
