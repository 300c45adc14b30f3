import { once } from 'node:events';
import http from 'node:http';

/** A Prometheus that knows one value for each query, all of one machine. */
export interface FakePrometheus {
  readonly url: string;
  close(): void;
}

export async function fakePrometheus(
  instance: string,
  values: Readonly<Record<string, number>>,
): Promise<FakePrometheus> {
  const server = http.createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams.get('query') ?? '';
    const value = values[query];
    const result = value === undefined ? [] : [{ metric: { instance }, value: [Date.now() / 1000, String(value)] }];
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}
