import { shiftOf } from '../../core/absence/availability.ts';
import { whenToAsk } from '../../core/absence/hint.ts';
import type { Reply } from '../../core/decision.ts';
import type { Member } from '../../core/team.ts';
import { showDate } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Call, idOf, type Press, refused } from '../call.ts';
import { absencesFrom, type Context, teamsOf } from '../context.ts';
import { enqueue, refresh } from '../delivery/outbox.ts';
import { away } from './away.ts';

/** What makes Rondo ask: a status, or an entry of their calendar, by a print of its series, and the last date it is for. */
export type Hinted = { source: 'status' } | { source: 'calendar'; series: string; until: CivilDate };

/** Asks somebody who may be away by what their status or calendar hints, before their first question of the day. Once a day, and
 * once about each entry of a calendar. */
export async function askAboutHint(
  context: Context,
  tx: Tx,
  member: Member,
  hinted: Hinted,
  now: Instant,
): Promise<void> {
  const thing = `hint:${member.id}/${shiftOf(member, now)}`;
  if ((await tx.items.find({ thing }, { limit: 1 })).length > 0) return;
  const planned = await tx.prompts.find({ person: member.id, state: 'planned' });
  const when = whenToAsk(member, await absencesFrom(tx, now - DAY), planned, now);
  if (!when || (hinted.source === 'calendar' && (await wasAsked(tx, member, hinted.series)))) return;
  const team = teamsOf(context, member.id)[0]?.id ?? '';
  const why = `their ${hinted.source} hints that they may be away`;
  const event = { team, about: thing, what: 'hinted', who: 'schedule', at: now, from: 'engine' } as const;
  await tx.events.append({ ...event, why, person: member.id, facts: { ...hinted } });
  await enqueue(
    tx,
    {
      team,
      thing,
      epoch: 0,
      kind: 'hint',
      to: { person: member.id },
      due: when.from,
      until: when.to,
      priority: 'prompt',
      ...(hinted.source === 'calendar' && { facts: { until: hinted.until } }),
    },
    now,
  );
}

/** An entry that somebody was not away for is not asked about again; where they were, its next time is. */
async function wasAsked(tx: Tx, { id: person }: Member, series: string): Promise<boolean> {
  const before = await tx.events.find({ person, what: 'hinted' }, { order: 'at', newest: true });
  const asked = before.find(({ facts }) => facts?.series === series);
  if (!asked) return false;
  const answers = await tx.events.find({ about: asked.about, what: 'answered' });
  return !answers.some(({ why }) => why === AWAY);
}

/** The buttons: both hold for the time that the question was about. */
export function hintAnswer(answer: 'away' | 'here'): Press {
  return async (call, thing) => {
    const { tx, caller, now } = call;
    const [person, date = ''] = idOf(thing).split('/');
    if (person !== caller.person || !caller.member) return refused('This question was for somebody else.');
    if (date !== shiftOf(caller.member, now))
      return refused(`This was about ${showDate(date)}. Away now? `, { code: '/rondo away' }, '.');
    await note(call, thing, answer === 'away' ? AWAY : "I'm here");
    await refresh(tx, [thing], now);
    return answer === 'away' ? away(call, await untilWhen(call, thing)) : HERE;
  };
}

const AWAY = "I'm away";

/** As far as the question went, which was asked about a day or about all of a calendar's entry. */
async function untilWhen({ tx }: Call, thing: string): Promise<string> {
  const [item] = await tx.items.find({ thing }, { limit: 1 });
  const until = item?.facts?.until;
  return typeof until === 'string' ? `until ${until}` : 'today';
}

const HERE: Reply = { reply: 'said', text: ['Good. I ask you as usual.'] };

async function note({ tx, caller, command, now }: Call, about: string, why: string): Promise<void> {
  const who = { who: caller.person, person: caller.person };
  const team = caller.team?.id ?? '';
  await tx.events.append({ team, about, what: 'answered', ...who, at: now, from: command.platform, why });
}
