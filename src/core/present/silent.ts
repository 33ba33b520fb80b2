import { nameOf } from '../escalation/people.ts';
import { list, type Message, message, note, paragraph } from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Prompt, Round } from '../round.ts';
import type { Team } from '../team.ts';
import { sentence } from '../wording.ts';
import { showDate } from '../zone.ts';

/** Who has not answered, for the person on duty alone. Late answers take their names off the list again. */
export function presentSilent(shown: {
  round: Round;
  ritual: Ritual;
  team: Team;
  prompts: readonly Prompt[];
}): Message {
  const { round, ritual, team, prompts } = shown;
  const title = `${ritual.name} of ${team.name} · ${showDate(round.date)}`;
  const names = silentIn(prompts).map(({ person }) => nameOf(team, person));
  const why = note('You get this list because you are on duty, and nobody else does. It ends with the duty.');
  if (names.length === 0) {
    const full = `${title}: everybody who was asked has answered.`;
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

/** Those who were asked, had to answer and have not. Whom Rondo could not ask in time was not silent. */
export function silentIn(prompts: readonly Prompt[]): readonly Prompt[] {
  const due = prompts.filter(({ optional }) => !optional);
  return due.filter(
    ({ state, askedAt }) => state === 'asked' || (state === 'missed' && askedAt !== undefined),
  );
}
