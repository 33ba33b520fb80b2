import { awayOn, shiftOf } from '../../core/absence/availability.ts';
import { whenAway } from '../../core/absence/words.ts';
import { presentHint, presentNoted, presentTakenBack } from '../../core/present/absence.ts';
import { DAY } from '../../core/time.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import { absencesFrom } from '../context.ts';
import type { Showing } from './present.ts';

const GONE = { drop: 'what it was about is gone' } as const;

/** The row is gone once the person has taken back what was still to come. */
export async function presentNotedItem(item: StoredItem, { read, viewer, now }: Showing) {
  const { by, when } = item.facts ?? {};
  const absence = await read.absences.get(idOf(item.thing));
  if (typeof by !== 'string' || typeof when !== 'string' || !viewer) return GONE;
  const stands = absence !== undefined && absence.to > now;
  if (!stands && item.state !== 'sent') return { drop: 'it was taken back or ended in the meantime' };
  const words = stands ? whenAway(absence, viewer.calendar, now) : when;
  return presentNoted({ by, when: words, ...(absence && { absence }) }, now);
}

/** What was answered is in the log; unanswered it is of use as long as the day lasts. */
export async function presentHintItem(item: StoredItem, { read, viewer, now }: Showing) {
  if (!viewer) return GONE;
  const [answer] = await read.events.find({ about: item.thing, what: 'answered' });
  const away = awayOn(viewer, await absencesFrom(read, now - DAY), shiftOf(viewer, now));
  if (!answer && away && item.state !== 'sent') return { drop: 'they are away anyway' };
  const until = item.facts?.until;
  return presentHint(item.thing, answer?.why, typeof until === 'string' ? until : undefined);
}

/** Told to whoever had noted it. */
export async function presentTakenBackItem({ facts }: StoredItem) {
  const { person, when } = facts ?? {};
  return typeof person === 'string' && typeof when === 'string' ? presentTakenBack({ person, when }) : GONE;
}
