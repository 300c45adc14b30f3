import type net from 'node:net';

/**
 * Whether the connection has no other end: where nobody listens on a port from which connections go out, too, the system may by chance give
 * that very port to the one who asks for it.
 */
export function isToItself({ localAddress, localPort, remoteAddress, remotePort }: net.Socket): boolean {
  return localPort === remotePort && localAddress === remoteAddress;
}
