import type { Change } from '../../core/changes.ts';
import type { Reply } from '../../core/decision.ts';
import { layerOf } from '../../core/definition/layers.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { whoPauses } from '../../core/pause.ts';
import { presentOne, type Setting } from '../../core/present/ritual-settings.ts';
import { noRitual, ritualIn } from '../../core/round/by-hand.ts';
import type { Team } from '../../core/team.ts';
import { type Call, idOf, type Press, refused, said } from '../call.ts';
import { undoChange } from '../definitions/changes.ts';
import { upcoming } from '../rounds/upcoming.ts';
import { teamWith } from './target.ts';

/** `/rituals <ritual>`: how it is set, and where each setting comes from: shipped, the team's file, or chat. */
export async function oneRitual(call: Call, typed: string): Promise<Reply> {
  const { context, tx, caller, now } = call;
  const all = caller.meant.flatMap((team) => team.rituals);
  const named = ritualIn(typed.trim().split(/\s+/), all);
  if (!named)
    return refused(noRitual('', typed.trim().split(/\s+/), all).replace(' Nothing was changed.', ''));
  const meant = teamWith(call, named.id);
  if (typeof meant === 'string') return refused(meant);
  const { team, ritual } = meant;
  const about = `ritual:${team.id}/${ritual.id}`;
  const open = await tx.changes.find({ about, open: true }, { order: 'at' });
  const layers = context.rhythm.layersOf(team.id, ritual.id);
  const file = (field: string) => {
    const layer = layerOf(layers, field);
    return layer ? { from: layer.name, source: layer.source } : undefined;
  };
  const [next] = (await upcoming(tx, team, now, 62)).filter((one) => one.ritual.id === ritual.id);
  const mayUndo = whoPauses(team, context.operators ?? []).includes(caller.person);
  return {
    reply: 'message',
    message: presentOne({
      team,
      ritual,
      settings: settingsOf(team, open, file),
      changes: open.map((change) => ({ change, by: nameOf(team, change.by) })),
      mayUndo,
      ...(next ? { next: next.at } : {}),
    }),
  };
}

/** Where each field of a ritual has its value from: an open change from chat, else the last layer of the files. */
export function settingsOf(
  team: Team,
  open: readonly Change[],
  file: (field: string) => { from: string; source: string } | undefined,
): Setting[] {
  return FIELDS.flatMap((field): Setting[] => {
    const chat = open.findLast(
      ({ fields, without }) => !without && field.split('.')[0]! in fields && sets(fields, field),
    );
    if (chat) return [{ field, from: 'chat', by: nameOf(team, chat.by), at: chat.at }];
    const found = file(field);
    return found ? [{ field, ...found }] : [];
  });
}

function sets(fields: Change['fields'], field: string): boolean {
  const [first = '', second] = field.split('.');
  const value = fields[first];
  if (second === undefined) return true;
  return typeof value === 'object' && value !== null && second in value;
}

const FIELDS = [
  'name',
  'mode',
  'schedule.at',
  'schedule.on',
  'schedule.every',
  'schedule.until',
  'participants',
  'facilitator',
  'questions',
  'agenda',
  'closes',
  'remind',
  'publish',
  'loud',
  'expires',
  'renew',
];

/** The button under a change from chat. */
export const undoOne: Press = async (call, thing) => {
  const { context, tx, caller, now } = call;
  const change = await tx.changes.get(idOf(thing));
  const team = change && context.rhythm.team(change.team);
  if (!change || !team) return refused('This change is not known any more.');
  if (change.by !== caller.person && !whoPauses(team, context.operators ?? []).includes(caller.person))
    return refused(
      `Only ${nameOf(team, change.by)}, the coordinator, a lead or an admin of ${team.name} may undo it. Nothing was changed.`,
    );
  const undone = await undoChange(context, tx, change.id, caller.person, now);
  return undone
    ? said('Undone. It is as it was before.')
    : refused('It was undone already, or a later change has taken its place.');
};
