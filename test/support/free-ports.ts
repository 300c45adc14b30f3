import net from 'node:net';

/** The first of `count` ports in a row on which nobody listens. */
export async function freePortsInARow(count: number): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const first = await anyPort();
    const row = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(row.map((port) => listenOnce(port).catch(() => undefined)));
    if (free.every((port) => port !== undefined)) return first;
  }
  throw new Error(`There are no ${count} free ports in a row.`);
}

const anyPort = (): Promise<number> => listenOnce(0);

async function listenOnce(port: number): Promise<number> {
  const server = await listen(port);
  const { port: taken } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return taken;
}

/** Somebody who listens and says nothing. */
export function listen(port: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
