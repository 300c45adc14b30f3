import assert from 'node:assert/strict';
import { parseConfig } from '../../../src/core/config/config.js';
import { ConfigurationError } from '../../../src/core/config/configuration-error.js';
import { withContract } from '../../../src/core/config/write-contract.js';
import { defaultPythonContract as contract } from '../../../src/core/contract/default-profile.js';

const filesOf = (text: string): readonly string[] =>
  parseConfig(text, 'agent-migrator.json').config.contracts.map(({ files }) => files);

describe('writing a contract into the configuration', () => {
  it('makes a file that is read back as the same contract', () => {
    const text = withContract(undefined, contract);
    const { config, warnings } = parseConfig(text, 'agent-migrator.json');
    assert.deepEqual(warnings, []);
    assert.deepEqual(config.contracts, [
      { files: '**', contract: { kind: 'written', extends: 'nothing', fields: contract } },
    ]);
  });

  it('leaves everything else as it is, with its indentation and line endings', () => {
    const before = '\uFEFF{\r\n\t"core": ["A"],\r\n\t"contract": "base.py:Base",\r\n\t"mine": 1\r\n}';
    const text = withContract(before, contract);
    assert.match(text, /^\uFEFF\{\r\n\t"core": \[\r\n\t\t"A"\r\n\t\],\r\n\t"contract": \{/u);
    assert.match(text, /\r\n\t"mine": 1\r\n\}$/u);
    assert.doesNotMatch(text, /[^\r]\n/u);
  });

  it('puts a rule for some files before the one for all of them', () => {
    const single = withContract('{ "contract": "base.py:Base" }', contract, 'vision/**');
    assert.deepEqual(filesOf(single), ['vision/**', '**']);
    const more = withContract(single, contract, 'audio/**');
    assert.deepEqual(filesOf(more), ['vision/**', 'audio/**', '**']);
    assert.deepEqual(filesOf(withContract(more, contract, 'vision/**')), ['vision/**', 'audio/**', '**']);
    assert.deepEqual(filesOf(withContract(undefined, contract, 'audio/**')), ['audio/**']);
  });

  it('puts the rule for all files last in a list', () => {
    const rules = withContract('{}', contract, 'audio/**');
    assert.deepEqual(filesOf(withContract(rules, contract)), ['audio/**', '**']);
  });

  it('writes over nothing that is no configuration', () => {
    assert.throws(() => withContract('{ "core": 1 }', contract), ConfigurationError);
    assert.throws(() => withContract('[]', contract), ConfigurationError);
  });
});
