import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ProcessGroup } from './process-group.js';

/** Starts a second process that shares its output; neither would ever end by itself. */
const parent = `
  const { spawn } = require('node:child_process');
  const forever = ['-e', 'setInterval(() => {}, 1000)'];
  spawn(process.execPath, forever, { stdio: ['ignore', 'inherit', 'ignore'] });
  console.log('started');
  setInterval(() => {}, 1000);
`;

describe('a process group', () => {
  it('ends with everything that was started in it', async () => {
    const group = new ProcessGroup(process.execPath, ['-e', parent], { environment: {} });
    assert.ok(group.child.stdout);
    await once(group.child.stdout, 'data');
    // The output closes when the last process that holds it is gone, the second one included.
    const closed = once(group.child, 'close');
    await group.stop();
    assert.ok(group.ended);
    await closed;
  });

  it('settles its end when the program cannot be started', async () => {
    const group = new ProcessGroup('/nowhere/at/all', [], { environment: {} });
    await group.end;
    await group.stop();
  });
});
