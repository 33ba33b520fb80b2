import { type Asked, promptsThing } from '../answers/asked.ts';
import { openQuestions } from '../answers/open.ts';
import type { Button } from '../message.ts';
import type { Person } from '../team.ts';
import { dateAt, showDate } from '../time/zone.ts';
import type { CivilDate, Instant } from '../time.ts';

/** Where one person stands in one round. `away`: not asked, or no longer. `late`: over without an answer. */
export type Standing = 'answered' | 'away' | 'open' | 'late';

export function standingOf({ prompt, update }: Asked, now: Instant): Standing {
  if (update || prompt.state === 'answered') return 'answered';
  if (prompt.state === 'skipped') return 'away';
  return prompt.state === 'missed' || now >= prompt.due ? 'late' : 'open';
}

/** "Morning sync", with the team where several teams ask, and the date when it is not the reader's today. */
export function titleOf({ ritual, team, round }: Asked, all: readonly Asked[], today: CivilDate): string {
  const several = all.some((one) => one.team.id !== team.id);
  const day = round.date === today ? '' : ` for ${showDate(round.date)}`;
  return `${ritual.name}${several ? ` of ${team.name}` : ''}${day}`;
}

export function todayOf(viewer: Person, now: Instant): CivilDate {
  return dateAt(viewer.calendar.zone, now);
}

/** A button about these rounds. Opening the form, first or again, is the same verb. */
export function promptButton(
  asked: readonly Asked[],
  verb: PromptVerb,
  label: string,
  style?: Button['style'],
): Button {
  return { id: `prompt.${verb}`, label, thing: promptsThing(asked), epoch: 0, ...(style ? { style } : {}) };
}

export type PromptVerb = 'answer' | 'nothing-new' | 'away' | 'send';

/** The buttons under an open question. */
export function openButtons(asked: readonly Asked[]): Button[] {
  return [
    promptButton(asked, 'answer', 'Answer', 'primary'),
    promptButton(asked, 'nothing-new', 'Nothing new'),
    promptButton(asked, 'away', "I'm away today"),
  ];
}

/** How many questions the form will ask. */
export function questionCount(asked: readonly Asked[]): number {
  return asked.reduce((sum, one) => sum + openQuestions(one).length, 0);
}

/** A first name, for a greeting. */
export function firstName({ name }: Person): string {
  return name.split(' ')[0] || name;
}
