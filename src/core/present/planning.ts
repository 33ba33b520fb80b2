import type { Element } from '../message.ts';
import type { Dependency } from '../record.ts';
import type { QuestionType, Ritual } from '../ritual.ts';
import type { Round, Update } from '../round.ts';
import type { Team } from '../team.ts';
import { dateAt } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { waitLines } from './dependency.ts';
import { type ObjectivesShown, objectiveLines } from './objective.ts';
import { type RisksShown, riskLines } from './risk.ts';

/** What the message of a planning, a review or an integration check shows of the team's plans; each part only where the
 * ritual is about it. */
export interface PlanningShown {
  objectives?: ObjectivesShown;
  waits?: readonly Dependency[];
  risks?: RisksShown;
  /** The instant that dates are counted from. */
  at: Instant;
}

/** The parts in the order in which they are talked about. There are buttons as long as the round goes on; minutes have none.
 * What was announced and is over leaves them to its minutes. */
export function planningLines(
  shown: PlanningShown | undefined,
  { round, ritual, team }: { round: Round; ritual: Ritual; team: Team },
  how: { minutes?: true } = {},
): Element[] {
  const going = round.state === 'open' || round.state === 'planned';
  if (!shown || (!how.minutes && !going && ritual.mode === 'live')) return [];
  const live = !how.minutes && going;
  const today = dateAt(team.calendar.zone, shown.at);
  return [
    ...(shown.objectives ? objectiveLines(shown.objectives, team, live) : []),
    ...(shown.waits ? waitLines(shown.waits, team, today, live) : []),
    ...(shown.risks ? riskLines(shown.risks, team, shown.at, live) : []),
  ];
}

/** What people have written besides what stands among the plans of the same message; whoever wrote nothing else falls out. */
export function writtenBesides({
  updates,
  ritual,
  planning,
}: {
  updates: readonly Update[];
  ritual: Ritual;
  planning?: PlanningShown;
}): Update[] {
  const shown = new Set<QuestionType>([
    ...(planning?.objectives ? (['objective', 'standing', 'score'] as const) : []),
    ...(planning?.waits ? (['dependency'] as const) : []),
    ...(planning?.risks ? (['risk'] as const) : []),
  ]);
  const among = new Set(ritual.questions.filter(({ type }) => shown.has(type)).map(({ id }) => id));
  return updates
    .map((update) => ({
      ...update,
      answers: Object.fromEntries(Object.entries(update.answers).filter(([id]) => !among.has(id))),
    }))
    .filter(({ answers }) => Object.keys(answers).length > 0);
}
