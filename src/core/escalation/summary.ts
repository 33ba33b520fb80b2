import { type SpanOf, series, type Text, text } from '../message.ts';
import type { PersonId } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { type Escalation, LEVEL_NAMES } from './escalation.ts';
import { unique } from './people.ts';

/** Where an escalation stands, for those who look after Rondo: every field that has something to say. */
export function summary(escalation: Escalation): { label: string; value: Text }[] {
  const { state, level, what, raiser, raisedAt, targets, link, outside } = escalation;
  const only = escalation.private && unique([raiser, ...escalation.private.people]);
  return [
    ...field('State', text(`${state}, ${LEVEL_NAMES[level]}`)),
    ...field('Private', only && text('seen by the lead, ', people(only))),
    ...field('What', text(what)),
    ...field('Link', link !== undefined && [{ link, text: link }]),
    ...field('Outsiders', outside !== undefined && text('read: ', outside)),
    ...field('Raised', text({ person: raiser }, ', ', at(raisedAt))),
    ...field('Owner', ownerOf(escalation)),
    ...field('Asked', escalation.live && targets.length > 0 && people(targets)),
    ...clocks(escalation),
    ...ending(escalation),
  ];
}

function ownerOf({ owner, acknowledged, live }: Escalation): Text | false {
  if (owner === undefined) return live && ['nobody yet'];
  return text({ person: owner }, acknowledged ? text(', since ', at(acknowledged.at)) : ', asked');
}

function clocks({ startsOn, respondBy, warnAt, resolveBy, hold, exhausted, live }: Escalation) {
  if (!live) return [];
  return [
    ...field('Starts', startsOn !== undefined && [showDate(startsOn)]),
    ...field('Answer by', respondBy !== undefined && [at(respondBy)]),
    ...field('Warning at', warnAt !== undefined && [at(warnAt)]),
    ...field('Resolve by', resolveBy !== undefined && [at(resolveBy)]),
    ...field('On hold', hold && text('until ', at(hold.until), `: ${hold.why}`)),
    ...field('Exhausted', exhausted && text('since ', at(exhausted.at))),
  ];
}

function ending({ resolved, cancelled, closed }: Escalation) {
  return [
    ...field(
      'Resolved',
      resolved && text({ person: resolved.by }, ', ', at(resolved.at), `: ${resolved.how}`),
    ),
    ...field('Learned', resolved?.learning !== undefined && [resolved.learning]),
    ...field(
      'Cancelled',
      cancelled && text({ person: cancelled.by }, ', ', at(cancelled.at), `: ${cancelled.why}`),
    ),
    ...field('Closed', closed && text({ person: closed.by }, ', ', at(closed.at))),
  ];
}

function field(label: string, value: Text | false | undefined): { label: string; value: Text }[] {
  return value ? [{ label, value }] : [];
}

function at(instant: Instant): SpanOf {
  return { time: instant, as: 'both' };
}

function people(who: readonly PersonId[]): Text {
  return series(
    who.map((person) => ({ person })),
    ', ',
    ' and ',
  );
}
