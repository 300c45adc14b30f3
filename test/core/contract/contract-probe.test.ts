import assert from 'node:assert/strict';
import { contractProbe } from '../../../src/core/contract/contract-probe.js';
import { defaultPythonContract } from '../../../src/core/contract/default-profile.js';

describe('how the contract says that an agent is asked', () => {
  const [main] = defaultPythonContract.ports;
  assert.ok(main);

  it('is the health page, on a port that follows the one the agent answers on', () => {
    const probe = contractProbe(defaultPythonContract, 7130);
    assert.deepEqual(probe, { kind: 'http', url: 'http://127.0.0.1:7132/health' });
  });

  it('is a line of JSON where the base speaks plain TCP', () => {
    const contract = { ...defaultPythonContract, ports: [{ ...main, protocol: 'tcp' as const }] };
    assert.deepEqual(contractProbe(contract, 7130), { kind: 'tcp', port: 7130, request: { action: 'health_check' } });
  });

  it('is not known where the base picks any port, speaks something else, or would be beyond the last port', () => {
    const free = { ...main, protocol: 'http' as const, keyword: 'other' };
    const contract = { ...defaultPythonContract, ports: [free] };
    assert.equal(contractProbe(contract, 7130), undefined);
    assert.equal(contractProbe({ ...defaultPythonContract, ports: [main] }, 7130), undefined);
    assert.equal(contractProbe(defaultPythonContract, 65_535), undefined);
  });
});
