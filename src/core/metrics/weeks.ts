import { addDays } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { climbsIn, openAtEnd, openedIn, resolvedIn } from './blockers.ts';
import type { WeekMaterial } from './material.ts';
import { feelingIn } from './satisfaction.ts';
import { mondayOf, spanOfDates } from './span.ts';
import { participationIn } from './taking-part.ts';
import type { WeekFigures } from './week.ts';

/** The week of `last` and those before it, `n` in all, oldest first. */
export function weeksOf(material: WeekMaterial, last: CivilDate, n: number): WeekFigures[] {
  const end = mondayOf(last);
  return Array.from({ length: n }, (_, at) => weekOf(material, addDays(end, 7 * (at - n + 1))));
}

function weekOf(material: WeekMaterial, week: CivilDate): WeekFigures {
  const span = spanOfDates(material.team.calendar.zone, week, addDays(week, 7));
  const part = participationIn(material, span);
  const mean = (feeling: 'mood' | 'satisfaction' | 'stakeholders') => {
    const scored = feelingIn(material, span, feeling);
    return scored ? { [feeling]: scored.mean } : {};
  };
  return {
    week,
    opened: openedIn(material, span),
    resolved: resolvedIn(material, span),
    open: openAtEnd(material, Math.min(span.to, material.live.at)),
    levels: climbsIn(material, span),
    ...(part ? { participation: part.met / part.of } : {}),
    ...mean('mood'),
    ...mean('satisfaction'),
    ...mean('stakeholders'),
  };
}
