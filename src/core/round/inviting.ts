import { onLeaveAt } from '../absence/availability.ts';
import type { Effect } from '../decision.ts';
import type { Person } from '../team.ts';
import { isOpen } from '../time/calendar.ts';
import type { RoundView } from './asking.ts';
import { questionsFor, whoTakesPart } from './plan.ts';

/** The kind of the items that invite people from outside. */
const INVITATION = 'invitation';

/** A meeting is announced where the team talks, which people from outside do not read: those whom the ritual names are told in
 * person, each once, and nobody else from outside is. */
export function invite(view: RoundView): Effect[] {
  const { round, team } = view;
  return invited(view).map(({ id }) => ({
    do: 'tell',
    item: {
      team: team.id,
      thing: `round:${round.id}`,
      epoch: 0,
      kind: INVITATION,
      to: { person: id },
      due: round.opensAt,
      until: round.closesAt,
      priority: 'prompt',
    },
  }));
}

/** Not those who are away, nor those who sleep at that hour: whoever takes part has been asked in writing instead. */
function invited({ team, ritual, round, absences }: RoundView): Person[] {
  const start = round.startsAt ?? round.opensAt;
  const watch = new Set(whoTakesPart(team, ritual.observers).map(({ id }) => id));
  const named = new Map(
    [ritual.participants, ritual.optional, ritual.observers]
      .flatMap((who) => whoTakesPart(team, who))
      .map((person) => [person.id, person]),
  );
  const asks = questionsFor(ritual, round.date).length > 0;
  const written = (person: Person) => asks && !watch.has(person.id) && !isOpen(person.calendar, start);
  return team.others.filter(
    (person) => named.has(person.id) && !onLeaveAt(person, absences, start) && !written(person),
  );
}
