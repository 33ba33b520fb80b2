import { shiftOf } from '../../core/absence/availability.ts';
import { whenToAsk } from '../../core/absence/hint.ts';
import type { Reply } from '../../core/decision.ts';
import type { Member } from '../../core/team.ts';
import { showDate } from '../../core/time/zone.ts';
import { DAY, type Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import { type Call, idOf, type Press, refused } from '../call.ts';
import { absencesFrom, type Context, teamsOf } from '../context.ts';
import { enqueue, refresh } from '../delivery/outbox.ts';
import { away } from './away.ts';

/** Asks somebody whose status hints that they may be away, before their first question of the day. Once a day. */
export async function askAboutHint(context: Context, tx: Tx, member: Member, now: Instant): Promise<void> {
  const thing = `hint:${member.id}/${shiftOf(member, now)}`;
  if ((await tx.items.find({ thing }, { limit: 1 })).length > 0) return;
  const planned = await tx.prompts.find({ person: member.id, state: 'planned' });
  const when = whenToAsk(member, await absencesFrom(tx, now - DAY), planned, now);
  if (!when) return;
  const team = teamsOf(context, member.id)[0]?.id ?? '';
  const why = 'their status hints that they may be away';
  const event = { team, about: thing, what: 'hinted', who: 'schedule', at: now, from: 'engine' } as const;
  await tx.events.append({ ...event, why, person: member.id, facts: { source: 'status' } });
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
    },
    now,
  );
}

/** The buttons: both hold for the day that the question was about. */
export function hintAnswer(answer: 'away' | 'here'): Press {
  return async (call, thing) => {
    const { tx, caller, now } = call;
    const [person, date = ''] = idOf(thing).split('/');
    if (person !== caller.person || !caller.member) return refused('This question was for somebody else.');
    if (date !== shiftOf(caller.member, now))
      return refused(`This was about ${showDate(date)}. Away now? `, { code: '/rondo away' }, '.');
    await note(call, thing, answer === 'away' ? "I'm away" : "I'm here");
    await refresh(tx, [thing], now);
    return answer === 'away' ? away(call, 'today') : HERE;
  };
}

const HERE: Reply = { reply: 'said', text: ['Good. I ask you as usual.'] };

async function note({ tx, caller, command, now }: Call, about: string, why: string): Promise<void> {
  const who = { who: caller.person, person: caller.person };
  const team = caller.team?.id ?? '';
  await tx.events.append({ team, about, what: 'answered', ...who, at: now, from: command.platform, why });
}
