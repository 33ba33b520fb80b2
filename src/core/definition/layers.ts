import type { Facts, Json } from '../decision.ts';

/** One source of a ritual's fields. `own`: a file of the own folder that takes the place of a shipped one. */
export interface Layer {
  name: 'shipped' | 'own' | 'team' | 'chat';
  /** The file, or what in chat. */
  source: string;
  data: Facts;
}

/** The fields of all layers put together, later ones first: maps are merged, everything else is replaced. */
export function layered(layers: readonly Layer[]): Facts {
  return layers.reduce<Facts>((below, layer) => merged(below, layer.data), {});
}

/** The layer that a field (`schedule.at`) takes its value from; `undefined` when no layer gives it and a default holds. */
export function layerOf(layers: readonly Layer[], field: string): Layer | undefined {
  const path = field.split('.');
  if (fieldAt(layered(layers), path) === undefined) return undefined;
  return layers.findLast((layer) => fieldAt(layer.data, path) !== undefined);
}

function merged(below: Facts, above: Facts, field = ''): Facts {
  const result: Record<string, Json> = { ...below };
  for (const { said, replaces } of ALTERNATIVES[field] ?? [])
    if (said.some((name) => name in above)) for (const name of replaces) delete result[name];
  for (const [name, value] of Object.entries(above)) {
    const under = result[name];
    result[name] = isMap(value) && isMap(under) ? merged(under, value, name) : value;
  }
  return result;
}

const WHO = ['everyone', 'roles', 'people'];
const FACILITATORS = ['role', 'roles', 'people', 'external'];

/** Fields that exclude each other: who says one in a later layer does not mean the others any more. */
const ALTERNATIVES: Record<string, readonly { said: readonly string[]; replaces: readonly string[] }[]> = {
  schedule: [
    { said: ['cron'], replaces: ['at', 'on', 'every'] },
    { said: ['at', 'on', 'every'], replaces: ['cron'] },
  ],
  participants: [{ said: WHO, replaces: WHO }],
  facilitator: [{ said: [...FACILITATORS, 'rotation'], replaces: [...FACILITATORS, 'together'] }],
};

function fieldAt(data: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => (isMap(value) ? value[step] : undefined), data);
}

function isMap(value: Json | undefined): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
