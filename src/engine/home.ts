import { awayOn, leaveOn, onLeaveAt } from '../core/absence/availability.ts';
import { promptsThing } from '../core/answers/asked.ts';
import type { Reply } from '../core/decision.ts';
import type { Escalation } from '../core/escalation/escalation.ts';
import { type HomeTeam, presentHome } from '../core/present/home.ts';
import { mayAnswer } from '../core/round/answering.ts';
import type { Absence, Member, Team } from '../core/team.ts';
import { dateAt } from '../core/time/zone.ts';
import type { CivilDate } from '../core/time.ts';
import type { Call } from './call.ts';
import { absencesFrom } from './context.ts';
import { askedOf } from './rounds/answerable.ts';
import { upcoming } from './rounds/upcoming.ts';

/** The bot's own page for the caller, as things stand now. */
export async function home(call: Call): Promise<Reply> {
  const { tx, caller, now } = call;
  const asked = (await askedOf(call, [])).filter(
    ({ prompt, update }) => !update && mayAnswer(prompt, update, now).ok,
  );
  const dues = asked.map(({ prompt }) => prompt.due);
  const teams = await Promise.all(caller.teams.map((team) => homeTeam(call, team)));
  return {
    reply: 'message',
    message: presentHome({
      person: caller.person,
      name: caller.name,
      prompts: {
        count: asked.length,
        thing: promptsThing(asked),
        ...(dues.length > 0 ? { due: Math.min(...dues) } : {}),
      },
      blockers: await blockersOf(call),
      actions: await tx.actions.find({ owner: caller.person, open: true }, { order: 'due' }),
      teams,
    }),
  };
}

async function homeTeam({ tx, now }: Call, team: Team): Promise<HomeTeam> {
  const absences = await absencesFrom(tx, now);
  const today = dateAt(team.calendar.zone, now);
  const coming = await upcoming(tx, team, now, 7);
  return {
    team,
    coming: coming.map(({ ritual, at, facilitator, external }) => ({
      name: ritual.name,
      at,
      ...(facilitator ? { facilitator } : {}),
      ...(external ? { external } : {}),
    })),
    away: team.members
      .filter((member) => awayOn(member, absences, today) ?? onLeaveAt(member, absences, now))
      .map((member) => ({
        person: member.id,
        ...untilOf(member, absences, today),
      })),
  };
}

/** A holiday or a weekday off has no end to tell. */
function untilOf(member: Member, absences: readonly Absence[], today: CivilDate): { until?: string } {
  const until = leaveOn(member, absences, today);
  return until === undefined ? {} : { until };
}

/** Live blockers that the caller has raised, has taken, or was asked about while nobody has. */
async function blockersOf({ tx, caller }: Call): Promise<Escalation[]> {
  const live = await Promise.all(
    caller.teams.map((team) => tx.escalations.find({ team: team.id, live: true }, { order: 'raisedAt' })),
  );
  return live
    .flat()
    .filter(({ raiser, owner, targets }) => [raiser, ...(owner ? [owner] : targets)].includes(caller.person));
}
