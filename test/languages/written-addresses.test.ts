import assert from 'node:assert/strict';
import type { WrittenAddress } from '../../src/core/facts/written-address.js';
import { writtenAddresses as pythonAddresses } from '../../src/languages/python/written-addresses.js';
import { writtenAddresses as typescriptAddresses } from '../../src/languages/typescript/written-addresses.js';

const told = (found: readonly Omit<WrittenAddress, 'class'>[]) =>
  found.map(({ address, port, range }) => `${range.line}:${range.column} ${address} ${port ?? '?'}`);

describe('addresses that Python writes down', () => {
  it('are literals with a port, beside it or in a constant', () => {
    const text = [
      'VOICE = "tcp://localhost:7110"',
      'PORT = 7_150',
      'def ask(self, port):',
      '    a.connect(f"tcp://localhost:{PORT}")',
      '    b.connect("tcp://localhost:%d" % PORT)',
      '    c.connect("tcp://localhost:{}".format(PORT))',
      '    d.connect("tcp://localhost:" + str(PORT))',
      '    e.connect(f"tcp://localhost:{port}")',
      '    requests.get("http://gpu-2.lan:8080/health")',
      '',
    ].join('\n');
    assert.deepEqual(told(pythonAddresses(text)), [
      '1:9 tcp://localhost:7110 7110',
      '4:15 tcp://localhost:7150 7150',
      '5:15 tcp://localhost:7150 7150',
      '6:15 tcp://localhost:7150 7150',
      '7:15 tcp://localhost:7150 7150',
      '8:15 tcp://localhost ?',
      '9:18 http://gpu-2.lan:8080 8080',
    ]);
  });

  it('are not where the agent itself listens, nor words about an address', () => {
    const text = [
      '"""Ask tcp://localhost:7110 for it."""',
      'a.bind("tcp://127.0.0.1:7110")',
      'b.bind(f"tcp://*:{PORT}")',
      'c.connect("tcp://0.0.0.0:7110")',
      'd = "http://example.org/path"  # tcp://localhost:1',
      'e = "tcp://localhost:99999"',
      '',
    ].join('\n');
    assert.deepEqual(told(pythonAddresses(text)), []);
  });

  it('have no port where the name has several values', () => {
    const text = 'PORT = 1\nPORT = 2\nx.connect(f"tcp://localhost:{PORT}")\n';
    assert.deepEqual(told(pythonAddresses(text)), ['3:11 tcp://localhost ?']);
  });
});

describe('addresses that TypeScript writes down', () => {
  it('are literals and templates with a port, beside it or in a constant', () => {
    const text = [
      'const PORT = 7150;',
      "const voice = 'tcp://localhost:7110';",
      'await fetch(`http://127.0.0.1:${PORT}/ask`);',
      'await fetch(`http://127.0.0.1:${this.port}/ask`);',
      "socket.bind('tcp://127.0.0.1:7110');",
      "type Address = 'see tcp://localhost:1';",
    ].join('\n');
    assert.deepEqual(told(typescriptAddresses(text, 'a.ts')), [
      '2:15 tcp://localhost:7110 7110',
      '3:13 http://127.0.0.1:7150 7150',
      '4:13 http://127.0.0.1 ?',
    ]);
  });
});
