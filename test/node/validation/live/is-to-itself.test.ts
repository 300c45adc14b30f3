import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { isToItself } from '../../../../src/node/validation/live/is-to-itself.js';
import { freePortsInARow, listen } from '../../../support/free-ports.js';

describe('a connection', () => {
  it('is to itself where it was given the port that it asks for', async function () {
    // Only there the system lets a socket meet itself.
    if (process.platform !== 'linux') this.skip();
    const port = await freePortsInARow(1);
    const socket = net.connect({ port, localPort: port, host: '127.0.0.1', localAddress: '127.0.0.1' });
    await once(socket, 'connect');
    assert.equal(isToItself(socket), true);
    socket.destroy();
  });

  it('is to somebody else where somebody listens', async () => {
    const port = await freePortsInARow(1);
    const server = await listen(port);
    const socket = net.connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    assert.equal(isToItself(socket), false);
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
