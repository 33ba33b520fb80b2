import { isUnmet, type Objective } from '../../core/planning/objective.ts';
import { partsOf, showsPlans } from '../../core/planning/parts.ts';
import { weekBefore, weekOfRound } from '../../core/planning/week.ts';
import type { PlanningShown } from '../../core/present/planning.ts';
import { type RiskShown, risksFor } from '../../core/present/risk.ts';
import type { Risk } from '../../core/record.ts';
import type { RoundView } from '../../core/round/asking.ts';
import type { Team } from '../../core/team.ts';
import { addDays, dateAt } from '../../core/time/zone.ts';
import { type CivilDate, DAY, type Instant } from '../../core/time.ts';
import type { Reads, Tx } from '../../ports.ts';
import type { Call } from '../call.ts';
import { ritualOf } from '../context.ts';
import { refresh } from '../delivery/outbox.ts';

type Source = Tx | Reads;

/** Where nothing was held before, so much is looked back on; mitigations that are due as far ahead are shown. */
const WEEK_IN_DAYS = 7;

/** What a round's message shows of the team's plans; nothing for rituals that are not about them. */
export async function planningOf(
  read: Source,
  view: RoundView,
  now: Instant,
): Promise<{ planning?: PlanningShown }> {
  const { team, ritual, round } = view;
  if (!showsPlans(ritual)) return {};
  const parts = partsOf(ritual);
  // What is over keeps the days of its end.
  const at = Math.min(now, round.closed?.at ?? now);
  const week = weekOfRound(team.calendar, ritual, round);
  const objectives = parts.objectives && {
    phase: parts.objectives,
    week,
    objectives: await objectivesOf(read, team, week),
    left: parts.objectives === 'plan' ? await leftOf(read, team, week) : [],
  };
  return {
    planning: {
      at,
      ...(objectives ? { objectives } : {}),
      ...(parts.waits ? { waits: await read.dependencies.find({ team: team.id, open: true }) } : {}),
      ...(parts.risks ? { risks: await risksOf(read, view, at) } : {}),
    },
  };
}

/** A week's objectives, as they were proposed; dropped ones are gone. */
export async function objectivesOf(read: Source, team: Team, week: CivilDate): Promise<Objective[]> {
  const all = await read.objectives.find({ team: team.id, week });
  return all.filter(({ dropped }) => !dropped).toSorted((a, b) => a.at - b.at || a.id.localeCompare(b.id));
}

/** What the weeks before have left: what nobody has scored, and what the last one did not reach and nobody took along. */
export async function leftOf(read: Source, team: Team, week: CivilDate): Promise<Objective[]> {
  const open = await read.objectives.find(
    { team: team.id, open: true, week: { below: week } },
    { order: 'week' },
  );
  const last = await objectivesOf(read, team, weekBefore(week));
  return [...open, ...last.filter((one) => !one.open && isUnmet(one) && !one.carried)];
}

/** A team's open risks with the actions that belong to them. */
export async function openRisks(read: Source, team: Team): Promise<RiskShown[]> {
  const open = await read.risks.find({ team: team.id, open: true }, { order: 'at' });
  return Promise.all(open.map((risk) => withAction(read, risk)));
}

export async function withAction(read: Source, risk: Risk): Promise<RiskShown> {
  const action = risk.action === undefined ? undefined : await read.actions.get(risk.action);
  return { risk, ...(action ? { action } : {}) };
}

async function risksOf(read: Source, { team, round }: RoundView, now: Instant) {
  const earlier = {
    team: team.id,
    ritual: round.ritual,
    state: 'closed',
    closesAt: { below: round.closesAt },
  } as const;
  const [last] = await read.rounds.find(earlier, { order: 'closesAt', newest: true, limit: 1 });
  const since = last?.closed?.at ?? round.opensAt - WEEK_IN_DAYS * DAY;
  const soon = addDays(dateAt(team.calendar.zone, now), WEEK_IN_DAYS);
  return risksFor(await openRisks(read, team), since, soon);
}

/** The team's plans have changed: messages of rounds that go on, or were held within a day, show it. */
export async function showPlans({ tx, now }: Pick<Call, 'tx' | 'now'>, team: Team): Promise<void> {
  const open = await tx.rounds.find({ team: team.id, state: 'open' });
  const closed = await tx.rounds.find({ team: team.id, state: 'closed', closesAt: { atLeast: now - DAY } });
  const shown = [...open, ...closed].filter((round) => {
    const ritual = round.definition ?? ritualOf(team, round.ritual);
    return ritual && showsPlans(ritual);
  });
  await refresh(
    tx,
    shown.map(({ id }) => `round:${id}`),
    now,
  );
}
