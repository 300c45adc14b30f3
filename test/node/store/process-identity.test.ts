import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import { systemProcesses, type ProcessIdentity } from '../../../src/node/store/process-identity.js';

const gone = 2 ** 22 + 1;

describe('systemProcesses', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  const isDead = async (changes: Partial<ProcessIdentity>, own: Partial<ProcessIdentity> = {}): Promise<boolean> => {
    const identity = await systemProcesses.own();
    return systemProcesses.isProvablyDead({ ...identity, ...changes }, { ...identity, ...own });
  };

  it('names this run of this process, and this machine beyond its host name', async () => {
    const own = await systemProcesses.own();
    const machine = readFileSync('/etc/machine-id', 'latin1').trim();
    // Everything after the name in parentheses; the start is field 22 of all, the state field 3.
    const afterName = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ');
    assert.deepEqual(own, {
      pid: process.pid,
      startTicks: afterName?.[22 - 3],
      bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(),
      pidNamespace: readlinkSync('/proc/self/ns/pid'),
      host: machine === '' ? os.hostname() : `${os.hostname()}/${machine}`,
    });
  });

  it('takes this process, and the first of the machine, for alive', async () => {
    assert.equal(await isDead({}), false);
    assert.equal(await isDead({ pid: 1, startTicks: null }), false);
  });

  it('takes a process for dead that has ended', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    const { pid } = child;
    assert.ok(pid !== undefined);
    await new Promise((resolve) => child.once('exit', resolve));
    assert.equal(await isDead({ pid }), true);
    assert.equal(await isDead({ pid: gone, startTicks: null, bootId: null }), true);
  });

  it('takes one for dead that ran before the machine was started anew, in whatever container', async () => {
    assert.equal(await isDead({ bootId: 'earlier' }), true);
    assert.equal(await isDead({ bootId: 'earlier', pidNamespace: 'pid:[1]' }), true);
  });

  it('takes one for dead whose number belongs to a later one', async () => {
    assert.equal(await isDead({ startTicks: '1' }), true);
  });

  it('takes nothing for proof that is not known on both sides', async () => {
    assert.equal(await isDead({ bootId: null }), false);
    assert.equal(await isDead({}, { bootId: null }), false);
    assert.equal(await isDead({ bootId: null }, { bootId: null }), false);
    assert.equal(await isDead({ startTicks: null }), false);
  });

  it('takes a process for alive that it may not ask about, or whose start it cannot read', async () => {
    const kill = process.kill.bind(process);
    try {
      for (const error of [Object.assign(new Error('EPERM'), { code: 'EPERM' }), new Error('no code')]) {
        process.kill = () => {
          throw error;
        };
        assert.equal(await isDead({ pid: gone, startTicks: null }), false, error.message);
      }
    } finally {
      process.kill = kill;
    }
    // Stands for all of our own group, so that it is there and has no start of its own.
    assert.equal(await isDead({ pid: 0 }), false);
  });

  it('says nothing about other machines and containers', async () => {
    assert.equal(await isDead({ pid: gone, host: 'elsewhere' }), false);
    assert.equal(await isDead({ pid: gone, host: 'elsewhere', bootId: 'another' }), false);
    assert.equal(await isDead({ pid: gone, pidNamespace: 'pid:[1]' }), false);
    assert.equal(await isDead({ pid: gone, pidNamespace: null }), false);
  });
});
