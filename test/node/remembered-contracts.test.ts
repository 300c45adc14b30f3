import assert from 'node:assert/strict';
import type { InferenceRequest } from '../../src/app/ports/contract-inference.js';
import { defaultPythonContract } from '../../src/core/contract/default-profile.js';
import type { InferredContract } from '../../src/core/contract/inferred-contract.js';
import { RememberedContracts } from '../../src/node/remembered-contracts.js';

const operation = { signal: new AbortController().signal };
const request = (source: string, name = 'Base'): InferenceRequest => {
  const sources = [{ module: 'base', bytes: Buffer.from(source) }];
  return { language: 'python', module: 'base', class: name, sources };
};
const contract: InferredContract = { contract: defaultPythonContract, notes: [], missing: [] };

describe('contracts that are remembered', () => {
  const asked: string[] = [];
  const contracts = new RememberedContracts({
    infer: ({ class: name, sources: [source] }) => {
      asked.push(`${name} ${Buffer.from(source?.bytes ?? []).toString()}`);
      if (name === 'Broken') return Promise.reject(new Error('The worker has ended.'));
      return Promise.resolve(name === 'Base' ? contract : undefined);
    },
  });
  beforeEach(() => asked.splice(0));

  it('are inferred once from the same sources, and anew from others', async () => {
    for (const source of ['a', 'a', 'b', 'a'])
      assert.equal(await contracts.infer(request(source), operation), contract);
    assert.deepEqual(asked, ['Base a', 'Base b']);
  });

  it('may be none', async () => {
    for (let turn = 0; turn < 2; turn++)
      assert.equal(await contracts.infer(request('a', 'None'), operation), undefined);
    assert.deepEqual(asked, ['None a']);
  });

  it('are not what a failure left', async () => {
    for (let turn = 0; turn < 2; turn++) await assert.rejects(contracts.infer(request('a', 'Broken'), operation));
    assert.equal(asked.length, 2);
  });
});
