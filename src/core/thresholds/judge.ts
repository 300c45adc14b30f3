import { agentSeries, gpuSeries, hostSeries, type Frame, type SeriesId } from '../telemetry/frame.js';
import type { Check } from './check.js';

/** What a check is about: a GPU or MIG slice, the machine, or an agent as `path:class`. */
export type Subject =
  | { readonly kind: 'gpu'; readonly id: string }
  | { readonly kind: 'host' }
  | { readonly kind: 'agent'; readonly id: string };

/** `between`: neither breached nor clear, so that a state is kept. */
export type Judgement = { readonly outcome: 'breach' | 'between' | 'clear'; readonly value: number };

/** Reads a check's quantity of a subject from frames; `undefined` when it was not measured, which is no judgement at all. */
export type Judge = (frame: Frame) => Judgement | undefined;

/** The judge of one check of one subject; `undefined` when the check is about another kind of subject. */
export function judgeFor(check: Check, subject: Subject): Judge | undefined {
  switch (check.kind) {
    case 'vram':
      return subject.kind === 'gpu' ? vramJudge(check, subject.id) : undefined;
    case 'temperature':
      return subject.kind === 'gpu' ? temperatureJudge(check, subject.id) : undefined;
    case 'load':
      return subject.kind === 'host' ? loadJudge(check) : undefined;
    case 'response':
      return subject.kind === 'agent' ? responseJudge(check, subject.id) : undefined;
    case 'communication':
      return subject.kind === 'agent' ? communicationJudge(subject.id) : undefined;
  }
}

function vramJudge(check: Extract<Check, { kind: 'vram' }>, uuid: string): Judge {
  const [usedId, freeId] = [gpuSeries(uuid, 'usedMiB'), gpuSeries(uuid, 'freeMiB')];
  return ({ values }) => {
    const used = values[usedId];
    const free = values[freeId];
    if (used === undefined || free === undefined || used + free <= 0) return undefined;
    return level((100 * used) / (used + free), check);
  };
}

function temperatureJudge(check: Extract<Check, { kind: 'temperature' }>, uuid: string): Judge {
  const ids = ['temperatureCelsius', 'temperatureMarginCelsius', 'hardwareSlowdown'] as const;
  const [celsiusId = '', marginId = '', slowdownId = ''] = ids.map((quantity): SeriesId => gpuSeries(uuid, quantity));
  const hysteresis = check.limit - check.clear;
  return ({ values }) => {
    const celsius = values[celsiusId];
    if (celsius === undefined) return undefined;
    const margin = values[marginId] ?? Number.POSITIVE_INFINITY;
    const slowed = check.id === 'temperature-critical' && values[slowdownId] === 1;
    if (slowed || margin <= check.margin) return { outcome: 'breach', value: celsius };
    const byDegrees = level(celsius, check);
    const isNear = byDegrees.outcome === 'clear' && margin < check.margin + hysteresis;
    return isNear ? { outcome: 'between', value: celsius } : byDegrees;
  };
}

function loadJudge(check: Extract<Check, { kind: 'load' }>): Judge {
  return ({ values }) => {
    const load = values[hostSeries('load1')];
    const cores = values[hostSeries('cpuCount')];
    if (load === undefined || cores === undefined || cores <= 0) return undefined;
    const absolute = level(load, check);
    if (absolute.outcome === 'breach' && load / cores <= check.perCore) return { outcome: 'between', value: load };
    return absolute;
  };
}

function responseJudge(check: Extract<Check, { kind: 'response' }>, agent: string): Judge {
  const id = agentSeries(agent, 'responseMs');
  return ({ values }) => {
    const response = values[id];
    return response === undefined ? undefined : level(response, check);
  };
}

function communicationJudge(agent: string): Judge {
  const id = agentSeries(agent, 'answered');
  return ({ values }) => {
    const answered = values[id];
    if (answered === undefined) return undefined;
    return { outcome: answered === 0 ? 'breach' : 'clear', value: answered };
  };
}

function level(value: number, { limit, clear }: { readonly limit: number; readonly clear: number }): Judgement {
  if (value > limit) return { outcome: 'breach', value };
  return { outcome: value < clear || limit === clear ? 'clear' : 'between', value };
}
