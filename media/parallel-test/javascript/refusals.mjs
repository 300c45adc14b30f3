// What the system says where nobody listens, and where somebody else does.
export const refusedAt = (port) =>
  Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${port}`), { code: 'ECONNREFUSED' });
export const inUse = (port) =>
  Object.assign(new Error(`listen EADDRINUSE: address already in use :::${port}`), { code: 'EADDRINUSE', port });
