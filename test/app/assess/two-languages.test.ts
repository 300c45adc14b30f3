import assert from 'node:assert/strict';
import { ContractsInForce } from '../../../src/app/contract/contract-in-force.js';
import type { InferencePorts } from '../../../src/app/contract/infer-contract.js';
import { parseConfig } from '../../../src/core/config/config.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import { readingOf } from '../../../src/languages/read-source.js';

const operation = { signal: new AbortController().signal };

const ports: InferencePorts = {
  files: { read: () => Promise.reject(new Error('Nothing is read.')) },
  inference: { infer: () => Promise.reject(new Error('Nothing is inferred.')) },
};

async function contractsOf(config: object, ...paths: readonly string[]) {
  const files = new Map(
    paths.map((path): [string, SourceFile] => {
      const text = path.endsWith('.py') ? 'class A:\n    def run(self): ...\n' : 'export class A { run() {} }\n';
      const facts = readingOf(path)?.fromText(text, path);
      assert(facts);
      return [path, { path, sha256: '', sizeBytes: text.length, facts }];
    }),
  );
  const { config: parsed } = parseConfig(JSON.stringify(config), 'agent-migrator.json');
  const index = new WorkspaceIndex({ files, manifests: [], config: parsed });
  const contracts = new ContractsInForce(parsed, index, ports);
  return await Promise.all([...files.values()].map(async (file) => await contracts.of(file, operation)));
}

describe('the contracts of a fleet in two languages', () => {
  it('are the documented ones where nothing is written', async () => {
    const [python, typescript] = await contractsOf({}, 'a.py', 'b.ts');
    assert.equal(python?.contract.module, 'common.core.base_agent');
    assert.equal(typescript?.contract.module, 'common/core/base-agent');
    assert.deepEqual(typescript.contract.keywords.map(({ name }) => name).slice(0, 2), ['name', 'port']);
  });

  it('stand in one configuration, each for the files of its language', async () => {
    const contract = [
      { files: '**', contract: { extends: 'default', module: 'own.base', external: true } },
      { files: '**', contract: { extends: 'default', language: 'typescript', module: '@own/base', external: true } },
    ];
    const [python, typescript] = await contractsOf({ contract }, 'a.py', 'b.ts');
    assert.deepEqual([python?.contract.language, python?.contract.module], ['python', 'own.base']);
    assert.deepEqual([typescript?.contract.language, typescript?.contract.module], ['typescript', '@own/base']);
    assert.equal(typescript?.contract.requestHandler?.name, 'handleRequest');
    assert.equal(typescript.refusal, undefined);
  });
});
