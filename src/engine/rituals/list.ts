import type { Reply } from '../../core/decision.ts';
import { join, message } from '../../core/message.ts';
import { type Next, presentMine, presentTeamNext } from '../../core/present/rituals.ts';
import { waitingTopics } from '../../core/present/topic.ts';
import { chooseFacilitator } from '../../core/rotation/facilitation.ts';
import type { Team } from '../../core/team.ts';
import { type Call, refused, type Verb } from '../call.ts';
import { absencesFrom } from '../context.ts';
import { sightOf } from '../rounds/duty-books.ts';
import { type Upcoming, upcoming } from '../rounds/upcoming.ts';
import { openTopics } from '../topics.ts';
import { byHand } from './by-hand.ts';
import { oneRitual } from './one.ts';

const DAYS = 7;

/** `/rituals`: what comes for the caller and for their teams; `/rituals run|skip|move …` changes it; `/rituals <ritual>` says where
 * its settings come from. */
export const rituals: Verb = (call, words) => {
  const [, first = '', rest = ''] = words.trim().match(/^(\S*)\s*([\s\S]*)$/) ?? [];
  const verb = first.toLowerCase();
  if (verb === 'run' || verb === 'skip' || verb === 'move') return byHand(verb)(call, rest);
  return first === '' ? listAll(call) : oneRitual(call, words);
};

/** The next seven days of the team whose channel this is, else of all the caller's teams. */
async function listAll(call: Call): Promise<Reply> {
  const { tx, caller, now } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there are no rituals to show.');
  const teams = await Promise.all(
    caller.meant.map(async (team) => ({
      team,
      next: await nextOf(call, team),
      topics: await openTopics(tx, team.id),
    })),
  );
  const mine = presentMine(
    teams.flatMap(({ next }) => next),
    caller.person,
    now,
  );
  const shown = teams.map(({ team, next, topics }) => presentTeamNext(team, next, waitingTopics(topics)));
  const first = shown[0]?.summary ?? '';
  return { reply: 'message', message: join([message(first, mine), ...shown]) };
}

/** Each date with whoever leads it; before a turn is fixed, with whoever it would be now. */
async function nextOf({ tx, now }: Call, team: Team): Promise<Next[]> {
  const coming = await upcoming(tx, team, now, DAYS);
  const { duties, absences } = await sightOf(tx, team, now, DAYS);
  const all = absences.length > 0 ? absences : await absencesFrom(tx, now);
  const expected = ({ ritual, date }: Upcoming) => {
    const how = ritual.facilitator;
    if (!how) return undefined;
    const duty = how.rotation
      ? duties.find((one) => one.rituals.includes(ritual.id) && one.dates.includes(date))
      : undefined;
    return duty?.turn.person ?? chooseFacilitator(team, ritual, date, { absences: all }).facilitator.person;
  };
  return coming.map(({ round: _, ...one }) => {
    const next = { ...one, team };
    if (one.facilitator || one.external) return next;
    const facilitator = expected(one);
    return facilitator ? { ...next, facilitator, expected: true } : next;
  });
}
