import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultPythonContract } from '../../../src/core/contract/default-profile.js';
import { serviceRegistry } from '../../../src/core/fleet/service-registry.js';
import type { ListeningAgent } from '../../../src/core/workspace/listening-agent.js';

const listens = (name: string, port: number): ListeningAgent => ({
  name,
  port,
  isAgent: true,
  manifest: 'startup.json',
});

describe('the registry of services', () => {
  it('has every name with one port of its own, and says why the others are left out', () => {
    const registry = serviceRegistry(defaultPythonContract, [
      listens('Voice', 7110),
      listens('Memory', 7150),
      listens('Shadow', 7150),
      listens('Twice', 7200),
      listens('Twice', 7201),
    ]);
    assert.deepEqual(registry.services, { Voice: { host: 'localhost', port: 7110, manifest: 'startup.json' } });
    assert.deepEqual(registry.leftOut, [
      { name: 'Memory', reason: 'port 7150 is given to Shadow as well' },
      { name: 'Shadow', reason: 'port 7150 is given to Memory as well' },
      { name: 'Twice', reason: 'it is given the ports 7200 and 7201' },
    ]);
    assert.equal(registry.lookUp?.class, defaultPythonContract.class);
  });

  it('is the same to the byte, in whatever order manifests are read', () => {
    const one = fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D'), port: fc.integer({ min: 1, max: 4 }) });
    const services = (given: readonly ListeningAgent[]): string =>
      JSON.stringify(serviceRegistry(defaultPythonContract, given).services);
    fc.assert(
      fc.property(fc.array(one), (drawn) => {
        const given = drawn.map(({ name, port }) => listens(name, port));
        assert.equal(services(given), services([...given].reverse()));
      }),
    );
  });
});
