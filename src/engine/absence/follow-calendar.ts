import type { Changes } from '../../core/absence/from-calendar.ts';
import { whenAway } from '../../core/absence/words.ts';
import type { Absence, Person } from '../../core/team.ts';
import type { Instant } from '../../core/time.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../context.ts';
import { armBeginning, note, takeEffect } from './absences.ts';
import { askWhatWasSkipped } from './effects.ts';

/** What a calendar says of a person's time away has changed. */
export async function followCalendar(
  context: Context,
  tx: Tx,
  { id: person, calendar }: Pick<Person, 'id' | 'calendar'>,
  { begun, moved, gone }: Changes,
  now: Instant,
): Promise<void> {
  for (const absence of begun) await tx.absences.insert(absence);
  for (const absence of moved) await tx.absences.update(absence);
  for (const absence of gone) await vanish(tx, absence, now);
  const saying = { by: person, from: 'calendar' };
  for (const absence of [...begun, ...moved].filter(({ to }) => to > now)) {
    const why = `their calendar says that they are away ${whenAway(absence, calendar, now)}`;
    await note(context, tx, person, 'away', saying, why, now);
    await armBeginning(tx, absence, now);
  }
  const over = gone.filter(({ to }) => to > now);
  if (over.length > 0 || moved.length > 0) {
    const why = 'their calendar no longer says that they are away then';
    for (const _ of over) await note(context, tx, person, 'back', saying, why, now);
    await askWhatWasSkipped(context, tx, person, now);
  }
  if (begun.length + moved.length + over.length > 0) await takeEffect(context, tx, person, now);
}

/** What has run in part stays as what it was; the rest leaves nothing behind. */
async function vanish(tx: Tx, absence: Absence, now: Instant): Promise<void> {
  if (absence.from < now && absence.to > now && !absence.overruled)
    await tx.absences.update({ ...absence, to: now, version: absence.version + 1 });
  else await tx.absences.delete(absence.id);
}
