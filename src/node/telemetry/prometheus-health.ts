import {
  parseVector,
  prometheusQueries,
  remoteMachines,
  type PromSample,
  type PrometheusQuery,
  type RemoteMachine,
} from '../../core/monitoring/prometheus-answer.js';
import { checkedRequest } from './checked-request.js';

const timeoutMs = 2000;

/** The machines that a Prometheus watches. Its address is the user's own choice, never a workspace's. */
export async function askPrometheus(prometheusUrl: string, signal: AbortSignal): Promise<readonly RemoteMachine[]> {
  const names = Object.keys(prometheusQueries) as readonly PrometheusQuery[];
  const answers = await Promise.all(names.map((name) => ask(prometheusUrl, prometheusQueries[name], signal)));
  const byName = Object.fromEntries(names.map((name, index) => [name, answers[index] ?? []]));
  return remoteMachines(byName as Record<PrometheusQuery, readonly PromSample[]>);
}

async function ask(base: string, query: string, signal: AbortSignal): Promise<readonly PromSample[]> {
  const url = new URL('api/v1/query', base.endsWith('/') ? base : `${base}/`);
  url.searchParams.set('query', query);
  const { status, text } = await checkedRequest(url.href, { reach: 'network', timeoutMs }, signal);
  if (status === 200 || status === 400 || status === 422) return parseVector(text);
  throw new Error(`${url.origin} answered with status ${status}; is it a Prometheus?`);
}
