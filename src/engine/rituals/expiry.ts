import { whoPauses } from '../../core/pause.ts';
import { aQuarterLater, expiryAskedOn } from '../../core/renewal.ts';
import type { Ritual } from '../../core/ritual.ts';
import type { Team } from '../../core/team.ts';
import { firstOpening } from '../../core/time/calendar.ts';
import { dateAt, instantAt, showDate } from '../../core/time/zone.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { idOf, type Press, refused, said } from '../call.ts';
import { job } from '../commit.ts';
import { type Context, type Handler, ritualOf } from '../context.ts';
import { applyChange, whyNotApply } from '../definitions/changes.ts';
import { enqueue } from '../delivery/outbox.ts';

/** Two weeks before a ritual expires its coordinator is asked; the job is armed with every plan, and asks once. */
export async function armExpiry(tx: Tx, team: Team, ritual: Ritual, now: Instant): Promise<void> {
  const id = `${team.id}/${ritual.id}`;
  if (!ritual.expires || ritual.expires < dateAt(team.calendar.zone, now)) {
    await tx.jobs.cancel(`expiry:${id}`);
    return;
  }
  await tx.jobs.arm(job('expiry', id, askedAt(team, ritual.expires)));
}

function askedAt({ calendar }: Team, expires: string): Instant {
  const date = expiryAskedOn(expires);
  return firstOpening(calendar, date) ?? instantAt(calendar.zone, date, 9 * 60);
}

export function askAboutExpiry(context: Context): Handler {
  return async (due, tx, now) => {
    const [team, ritual] = known(context, String(due.payload.id));
    if (!team || !ritual?.expires || ritual.expires < dateAt(team.calendar.zone, now)) return;
    const item = {
      team: team.id,
      thing: `expiry:${team.id}/${ritual.id}`,
      epoch: Number(ritual.expires.replaceAll('-', '')),
      kind: 'expiry',
      to: { person: team.coordinator },
      due: askedAt(team, ritual.expires),
      priority: 'prompt',
      facts: { expires: ritual.expires },
    } as const;
    await enqueue(tx, item, now);
  };
}

function known(context: Context, id: string): [Team | undefined, Ritual | undefined] {
  const [name = '', ritual = ''] = id.split('/');
  const team = context.rhythm.team(name);
  return [team, team && ritualOf(team, ritual)];
}

/** “Keep it”: three months more, as a change from chat. */
export const extend: Press = async (call, thing, epoch) => {
  const { tx, context, caller, now } = call;
  const [team, ritual] = known(context, idOf(thing));
  if (!team || !ritual) return refused('This ritual is not known any more.');
  if (!whoPauses(team, context.operators ?? []).includes(caller.person))
    return refused(
      `Only the coordinator, a lead or an admin of ${team.name} may do that. Nothing was changed.`,
    );
  if (!ritual.expires || Number(ritual.expires.replaceAll('-', '')) !== epoch)
    return refused(
      `${ritual.name} has another end by now. `,
      { code: `/rituals ${ritual.id}` },
      ' shows it.',
    );
  const expires = aQuarterLater(ritual.expires);
  const about = `ritual:${team.id}/${ritual.id}`;
  const wanted = {
    team: team.id,
    about,
    fields: { expires },
    by: caller.person,
    at: now,
    why: 'it still helps',
  };
  const why = await whyNotApply(context, tx, wanted);
  if (why) return refused(why);
  await applyChange(context, tx, wanted);
  return said(`${ritual.name} goes on until ${showDate(expires)}. You are asked again two weeks before.`);
};

export const letEnd: Press = async ({ context }, thing) => {
  const [, ritual] = known(context, idOf(thing));
  return ritual?.expires
    ? said(`${ritual.name} ends after ${showDate(ritual.expires)}, as planned.`)
    : refused('This ritual has no end any more.');
};
