import type { Effect, Item, Job } from '../decision.ts';
import { toldAt } from '../rotation/turn.ts';
import { boardOf } from '../round/asking.ts';
import { isOnlyCards } from '../round/plan.ts';
import { type Calendar, isOpen } from '../time/calendar.ts';
import { instantAt } from '../time/zone.ts';
import { type Instant, MINUTE } from '../time.ts';
import { type Retro, thingOfRetro } from './retro.ts';
import { askedIn, facilitatorsOf, type RetroView } from './view.ts';

/** The retro's one message: in the thread of its day, or under a round that has a post of its own. What is told together with
 * it comes first. */
export function placeOf(retro: Retro, view: RetroView, now: Instant): Item {
  return { ...item(retro, 'place', placeIn(retro, view), now), priority: 'digest' };
}

function placeIn(retro: Retro, { team, round, ritual }: RetroView): Item['to'] {
  const to = ritual?.publish.to ?? 'channel';
  const channel = to === 'channel' ? team.channel : to;
  if (!round || !ritual || (!ritual.loud && channel === team.channel))
    return { channel, under: boardOf(team.id, retro.date) };
  return isOnlyCards(ritual) ? { channel } : { channel, under: `round:${round.id}` };
}

/** A direct message to each participant that cards can be written, or votes given; in everybody's own morning, at most one for
 * each. Of those who meet, only whoever cannot be there because of the hour is written to, while there is time. */
export function invitations(retro: Retro, view: RetroView, kind: 'collect' | 'vote', now: Instant): Effect[] {
  const { round, ritual, absences } = view;
  const until = round?.startsAt ?? closesAt(retro, view);
  return askedIn(view)
    .filter(({ id, calendar }) => id !== retro.by && !canCome(calendar, round?.startsAt))
    .flatMap((person) => {
      const morning =
        kind === 'collect' && ritual ? instantAt(person.calendar.zone, retro.date, ritual.schedule.at) : now;
      const due = toldAt(person, absences, Math.max(now, round?.startsAt === undefined ? morning : now));
      if (until !== undefined && due >= until) return [];
      const told = item(retro, kind, { person: person.id }, due);
      return [{ do: 'tell', item: until === undefined ? told : { ...told, until } } as const];
    });
}

function canCome(calendar: Calendar, startsAt: Instant | undefined): boolean {
  return startsAt !== undefined && isOpen(calendar, startsAt);
}

/** When it ends by itself. */
export function closesAt(
  retro: Pick<Retro, 'closesAt'>,
  { round }: Pick<RetroView, 'round'>,
): Instant | undefined {
  return round?.closesAt ?? retro.closesAt;
}

/** The time set aside for the topic that begins now. */
export function timeBox(retro: Retro, now: Instant): Effect[] {
  if (retro.minutes === undefined) return [];
  const job = retroJob('time', retro, now + retro.minutes * MINUTE);
  return [{ do: 'arm', job: { ...job, payload: { ...job.payload, step: retro.step } } }];
}

/** The time set aside for a topic is over: whoever leads the retro hears it, nobody else. */
export function timeIsUp(retro: Retro, view: RetroView, now: Instant): Effect[] {
  return facilitatorsOf(retro, view).map((person) => ({
    do: 'tell',
    item: { ...item(retro, 'time', { person }, now), epoch: retro.step, until: now + 30 * MINUTE },
  }));
}

/** `close`: the end of one that was started by hand. `time`: the end of a topic's time. */
export function retroJob(kind: 'close' | 'time', { id }: Pick<Retro, 'id'>, due: Instant): Job {
  return { key: `retro-${kind}:${id}`, kind: `retro-${kind}`, due, payload: { id } };
}

function item(retro: Retro, kind: string, to: Item['to'], due: Instant): Item {
  return { team: retro.team, thing: thingOfRetro(retro), epoch: 0, kind, to, due, priority: 'prompt' };
}
