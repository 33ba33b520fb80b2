import type { z } from 'zod';
import type { Facts, Json } from '../decision.ts';
import type { Facilitation, Ritual } from '../ritual.ts';
import { showMinute } from '../time/zone.ts';
import { ritualChange } from './chat-shapes.ts';
import { checkRitual } from './check-ritual.ts';
import type { Finding } from './finding.ts';
import { findingsIn } from './finding.ts';
import { ritualFile } from './ritual-file.ts';
import { ritualOf } from './ritual-of.ts';
import { expectedIn } from './written.ts';

export type Changed<T> = { ok: true; value: T } | { ok: false; findings: readonly Finding[] };

/** The ritual with these fields of a ritual file laid over it; every mistake in them otherwise. Fields inside `schedule`,
 * `facilitator` and `publish` are laid over one by one, as a team file's are. */
export function changedRitual(ritual: Ritual, fields: Facts, people: ReadonlySet<string>): Changed<Ritual> {
  const shaped = ritualChange.safeParse(fields, { error: expectedIn });
  if (!shaped.success) return { ok: false, findings: findingsIn(shaped.error, fields) };
  const raw = completed(ritual, fields);
  const read = ritualFile.safeParse(raw, { error: expectedIn });
  if (!read.success) return { ok: false, findings: findingsIn(read.error, raw) };
  const findings = checkRitual(read.data).filter(({ path }) => String(path[0]) in fields);
  if (findings.length > 0) return { ok: false, findings };
  return { ok: true, value: overlaid(ritual, fields, ritualOf(read.data, people), read.data) };
}

/** As much of a file as the form asks for: what is not changed is not read back. */
function completed(ritual: Ritual, fields: Facts): Facts {
  const { name, kind, mode, schedule } = ritual;
  const agenda = ['anything'];
  const when = factsOf(fields.schedule);
  const at: Facts = 'cron' in when || 'at' in when ? {} : { at: showMinute(schedule.at) };
  return {
    id: 'changed',
    name,
    kind,
    mode,
    agenda,
    ...fields,
    schedule: { ...at, ...from(ritual, when), ...when },
  };
}

/** “every 2 weeks” needs to know what it counts from. */
function from({ schedule }: Ritual, when: Facts): Facts {
  return 'every' in when && schedule.from ? { from: schedule.from } : {};
}

function overlaid(ritual: Ritual, fields: Facts, full: Ritual, file: z.output<typeof ritualFile>): Ritual {
  const over: Partial<Record<string, unknown>> = {};
  for (const key of Object.keys(fields)) if (!NESTED.has(key)) over[camel(key)] = valueIn(full, camel(key));
  if ('participants' in fields && file.participants !== 'everyone') {
    if (file.participants.optional) over.optional = full.optional;
    if (file.participants.observers) over.observers = full.observers;
  }
  return {
    ...ritual,
    ...over,
    ...('agenda' in fields ? { boxes: full.boxes ?? {} } : {}),
    schedule: { ...ritual.schedule, ...pickedOf(full.schedule, scheduleKeys(fields.schedule)) },
    publish: { ...ritual.publish, ...pickedOf(full.publish, Object.keys(factsOf(fields.publish))) },
    ...('facilitator' in fields && full.facilitator
      ? { facilitator: facilitation(ritual.facilitator, factsOf(fields.facilitator), full.facilitator) }
      : {}),
  };
}

const NESTED = new Set(['schedule', 'publish', 'facilitator']);

function scheduleKeys(value: Json | undefined): string[] {
  const keys = Object.keys(factsOf(value));
  return keys.flatMap((key) => (key === 'cron' ? ['at', 'on', 'every'] : [camel(key)]));
}

const WHO = ['role', 'roles', 'people', 'external', 'rotation'];

/** Whoever names one kind of facilitator does not mean the others any more. */
function facilitation(before: Facilitation | undefined, said: Facts, now: Facilitation): Facilitation {
  if (!before) return now;
  const keys = Object.keys(said).map((key) => (key === 'role' ? 'roles' : key));
  const names = WHO.some((key) => key in said);
  const { external: _, ...rest } = before;
  const kept = names ? { ...rest, roles: [], people: [] } : before;
  return { ...kept, ...pickedOf(now, keys) };
}

function pickedOf<T extends object>(value: T, keys: readonly string[]): Partial<T> {
  const picked: Partial<T> = { ...value };
  for (const key of typedKeys(value)) if (!keys.includes(String(key))) delete picked[key];
  return picked;
}

function typedKeys<T extends object>(value: T): (keyof T)[] {
  // Object.keys forgets which keys there are.
  return Object.keys(value) as (keyof T)[];
}

function valueIn(ritual: Ritual, key: string): unknown {
  return Object.entries(ritual).find(([name]) => name === key)?.[1];
}

function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function factsOf(value: Json | undefined): Facts {
  return isMap(value) ? value : {};
}

function isMap(value: Json | undefined): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
