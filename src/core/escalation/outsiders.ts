import type { Outsider, PersonId, Team } from '../team.ts';
import { openTime } from '../time/calendar.ts';
import { dueAt } from '../time/deadline.ts';
import { HOUR, type Instant, MINUTE, type Span } from '../time.ts';
import type { EscalationView } from './command.ts';
import type { Escalation, Preview } from './escalation.ts';
import { leadsOf, maySee, meant, memberOf, nameOf, personOf, unique } from './people.ts';
import { fellAway, freeBetween } from './reach.ts';
import { arm, change, commandOf, disarm, record, remember, say, tell, type Work } from './work.ts';

/** How long the line for outsiders waits for somebody's look, in the team's working time. */
const LOOK: Span = 30 * MINUTE;
/** Whoever has less of it than this in their own hours is not asked to look. */
const LEAST_LOOK: Span = 10 * MINUTE;

/** A level that tells outsiders begins, or the last one has passed. From level 2 on nothing leaves the team before somebody has
 * looked at the line; silence sends the neutral one. A private one never leaves the team. */
export function tellOutsiders(work: Work): void {
  if (work.state.private || outsidersOf(work.state, work.view.team).length === 0) return;
  if (work.state.level === 1) letOut(work, work.state.outside);
  else if (!work.state.preview) askForLook(work);
}

/** Whoever has read the line before hears on. */
export function tellOutsidersOn(work: Work): void {
  if (work.state.told.some((who) => who.startsWith('outside-'))) tellOutsiders(work);
}

function askForLook(work: Work): void {
  const { view, now } = work;
  const by = lookDue(view, now, LOOK);
  const person = whoLooks(work, by);
  change(work, { preview: { at: now, from: now, lasts: LOOK, by, ...(person ? { person } : {}) } });
  arm(work, 'word', by);
  noteLooker(work, person);
}

function noteLooker(work: Work, person: PersonId | undefined, before = ''): void {
  if (person === undefined) {
    record(work, 'not previewed', before + NOBODY);
    return;
  }
  const name = nameOf(work.view.team, person);
  const why = `${before}${name} is asked to look at the line for outsiders before it goes out.`;
  record(work, 'preview asked', why, { person });
  tell(work, 'preview', { person }, { facts: { at: work.state.preview?.at ?? work.now } });
}

/** True when whoever was asked to look at the line has left, or is away until silence decides. */
export function previewerGone({ preview }: Escalation, view: EscalationView, now: Instant): boolean {
  const { person, by } = preview ?? {};
  return person !== undefined && by !== undefined && fellAway(person, view, now, by);
}

/** The next who can looks at it instead. They have the whole time, but only the first to stand in: outsiders are not kept
 * waiting for ever. */
export function lookElsewhere(work: Work): void {
  const { preview } = work.state;
  if (preview?.by === undefined) return;
  const { person: gone, ...rest } = preview;
  const by = preview.again ? preview.by : lookDue(work.view, work.now, LOOK);
  const next = whoLooks(work, by);
  if (next === undefined) change(work, { preview: rest });
  else {
    const again = preview.again ? {} : { from: work.now, lasts: LOOK, by, again: true as const };
    change(work, { preview: { ...rest, ...again, person: next } });
    if (!preview.again) arm(work, 'word', by);
  }
  const name = nameOf(work.view.team, gone ?? '');
  noteLooker(work, next, `${name} has left or is away. `);
}

const NOBODY =
  'Nobody who could look at the line for outsiders is at work in time. Only the neutral one goes out.';

function lookDue(view: EscalationView, from: Instant, lasts: Span): Instant {
  return dueAt({ kind: 'working_hours', n: lasts / HOUR }, view.team.calendar, from);
}

/** The owner, else the lead, the coordinator, a deputy: the first who is at work before silence decides. */
function whoLooks({ state, view, now }: Work, by: Instant): PersonId | undefined {
  const { team } = view;
  const deputies = state.policy[state.level].deputies.flatMap((word) => meant(word, team, view.onDuty));
  const inTurn = [
    ...(state.owner === undefined ? [] : [state.owner]),
    ...leadsOf(team),
    team.coordinator,
    ...deputies.map(({ person }) => person),
  ];
  return unique(inTurn).find((id) => {
    const person = personOf(team, id);
    return (
      person?.active === true &&
      maySee(state, team, id) &&
      freeBetween(person, view, now, by) >= Math.min(LEAST_LOOK, by - now)
    );
  });
}

/** Somebody lets it out: as it is, in their own words, or only the neutral line. */
export function sendLine(work: Work): void {
  const { text, neutral } = commandOf(work, 'sendLine');
  const line = text?.trim() ?? work.state.outside;
  if (text !== undefined) change(work, { outside: line });
  remember(work, 'sent the line for outsiders', 'within');
  if (neutral) {
    letNeutralOut(work);
    record(work, 'sent out', 'Outsiders read the neutral line only.');
  } else {
    letOut(work, line);
    record(work, 'sent out', `Outsiders read: ${line ?? 'the neutral line'}`);
  }
  say(work, neutral ? 'Only the neutral line goes out.' : 'It goes out now.');
}

/** Nobody has looked at it in time. */
export function sendNeutral(work: Work): void {
  const { preview, outside } = work.state;
  const who = preview?.person;
  const silent = who === undefined ? 'Nobody' : nameOf(work.view.team, who);
  letNeutralOut(work);
  const only = outside === undefined ? '' : ', without the words proposed for them';
  const why =
    who === undefined
      ? `Nobody was there to look at it, so outsiders read the neutral line${only}.`
      : `${silent} did not answer within 30 working minutes, so outsiders read the neutral line${only}.`;
  record(work, 'neutral line sent', why, who === undefined ? {} : { person: who });
}

function letOut(work: Work, line: string | undefined): void {
  const { level } = work.state;
  endPreview(work);
  change(work, { outsiders: { level, at: work.now, ...(line ? { line } : {}) } });
  tellEach(work);
}

/** Lines that were let out before stay as they are where they stand. */
function letNeutralOut(work: Work): void {
  const { level, outsiders } = work.state;
  endPreview(work);
  const neutralAt = work.now;
  change(work, { outsiders: outsiders ? { ...outsiders, level, neutralAt } : { level, at: work.now } });
  tellEach(work, { neutralAt });
}

function tellEach(work: Work, facts?: { neutralAt: Instant }): void {
  for (const outsider of outsidersOf(work.state, work.view.team))
    tell(work, 'outside', outsider, { outside: true, ...(facts ? { facts } : {}) });
}

/** Who reads the line: not the members and those who are asked, who read the raiser's words. */
export function outsidersOf({ told }: Escalation, team: Team): Outsider[] {
  return team.stakeholders.filter(
    (to) =>
      'channel' in to ||
      (memberOf(team, to.person) === undefined &&
        personOf(team, to.person)?.active === true &&
        !told.includes(`person:${to.person}`)),
  );
}

/** What waited does not go out any more; the event says why. */
export function dropPreview(work: Work, why: string): void {
  if (!work.state.preview) return;
  endPreview(work);
  record(work, 'not sent out', why);
}

function endPreview(work: Work): void {
  disarm(work, 'word');
  change(work, { preview: undefined });
}

/** A hold or a pause: what is left of the time to look is kept. */
export function freezePreview(work: Work): void {
  const { preview } = work.state;
  if (preview?.by === undefined) return;
  disarm(work, 'word');
  const { by, ...rest } = preview;
  const lasts = Math.max(MINUTE, openTime(work.view.team.calendar, work.now, by));
  change(work, { preview: { ...rest, lasts } });
}

/** The clocks run again, unless something else still stops them. */
export function thawPreview(work: Work): void {
  const { preview, paused, hold } = work.state;
  if (!preview || preview.by !== undefined || paused || hold) return;
  restart(work, { ...preview, from: work.now });
  // Whoever went away while it stood still was not looked at then.
  if (previewerGone(work.state, work.view, work.now)) lookElsewhere(work);
}

/** When the line would go out on the calendar as it is now; undefined when that has not moved. */
export function movedPreview({ preview }: Escalation, view: EscalationView): Instant | undefined {
  if (preview?.by === undefined) return undefined;
  const by = lookDue(view, preview.from, preview.lasts);
  return by === preview.by ? undefined : by;
}

export function movePreview(work: Work): void {
  const { preview } = work.state;
  if (preview && movedPreview(work.state, work.view) !== undefined) restart(work, preview);
}

function restart(work: Work, preview: Preview): void {
  const by = lookDue(work.view, preview.from, preview.lasts);
  change(work, { preview: { ...preview, by } });
  arm(work, 'word', by);
}

/** The line that outsiders read instead of the raiser's words. What they had before is changed; what waits goes on waiting. */
export function word(work: Work): void {
  const line = commandOf(work, 'word').text.trim();
  const { outsiders, told, level, preview } = work.state;
  const read = outsiders !== undefined || told.some((who) => who.startsWith('outside-'));
  const said = { level, ...outsiders, line, at: work.now };
  change(work, { outside: line, ...(read ? { outsiders: said } : {}) });
  record(work, 'worded', `The line for outsiders: ${line}`);
  if (preview) say(work, read ? `${CHANGED} ` : '', 'The new line goes out when somebody sends it.');
  else say(work, read ? CHANGED : 'Outsiders read this line from level 2 on.');
}

const CHANGED = 'Outsiders read this line now. What they had before is changed.';
