import { nameOf } from '../escalation/people.ts';
import { list, type Message, message, note, paragraph } from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Prompt, Round } from '../round.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { sentence } from '../wording.ts';

/** Who has not answered, for the person on duty alone, who is not on it. Late answers take their names off it again. */
export function presentSilent(shown: {
  round: Round;
  ritual: Ritual;
  team: Team;
  prompts: readonly Prompt[];
}): Message {
  const { round, ritual, team, prompts } = shown;
  const title = `${ritual.name} of ${team.name} · ${showDate(round.date)}`;
  const reader = round.facilitator?.person;
  const names = silentIn(prompts, reader).map(({ person }) => nameOf(team, person));
  const why = note('You get this list because you are on duty, and nobody else does. It ends with the duty.');
  if (names.length === 0) {
    const others = silentIn(prompts).length > 0 ? 'everybody else' : 'everybody';
    const full = `${title}: ${others} who was asked has answered.`;
    return message(full, paragraph(full), why);
  }
  return message(
    `${title}: ${names.length} without an answer`,
    paragraph({ bold: sentence(title) }, ' No answer so far from:'),
    list(names.map((name) => [name])),
    paragraph(
      'They can still answer late. A friendly word often helps: silence can mean that somebody is stuck.',
    ),
    why,
  );
}

/** Those who were asked, had to answer and have not. Whom Rondo could not ask in time was not silent. `reader` is left out:
 * they know of themselves. */
export function silentIn(prompts: readonly Prompt[], reader?: PersonId): readonly Prompt[] {
  const due = prompts.filter(({ optional, person }) => !optional && person !== reader);
  return due.filter(
    ({ state, askedAt }) => state === 'asked' || (state === 'missed' && askedAt !== undefined),
  );
}
