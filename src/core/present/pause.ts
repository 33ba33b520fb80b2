import {
  buttons,
  list,
  type Message,
  message,
  note,
  paragraph,
  type SpanOf,
  type Text,
  text,
} from '../message.ts';
import { type Choice, CLI, DEFAULT_CHOICE, type Held, type Pause, SCHEDULE, thingOfPause } from '../pause.ts';
import type { PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import type { CivilDate, Instant, Zone } from '../time.ts';
import { count, listed, sentence } from '../wording.ts';
import { moment, showMoment } from './moment.ts';

/** Said to whoever has just paused a team. */
export function presentPaused(pause: Pause, team: Team, zone: Zone, now: Instant): Text {
  const { until } = pause;
  return text(
    { bold: team.name },
    ' is paused from now on',
    until === undefined ? '' : text(' until ', moment(until, now, zone)),
    '. Nothing is sent to it, its clocks stand still, and what falls due is kept. ',
    { code: `/rondo resume ${team.id}` },
    until === undefined ? ' lets it go on.' : ' lets it go on earlier.',
  );
}

/** "Atlas has been paused since 10:05 by Mia Sommer, until Mon 9 Nov 09:00. Reason: …" */
export function pausedSince(pause: Pause, team: Team, zone: Zone, now: Instant): Text {
  const { since, until, reason, by } = pause;
  return text(
    { bold: team.name },
    ' has been paused since ',
    moment(since, now, zone),
    byWhom(by),
    until === undefined ? ', until somebody resumes it.' : text(', until ', moment(until, now, zone), '.'),
    reason !== undefined && ` Reason: ${sentence(reason)}`,
  );
}

/** Said of a team that is ahead of whoever named the day. */
export function begunThere(team: Team, day: CivilDate): Text {
  return text(
    { bold: team.name },
    ` was not paused: ${showDate(day)} has begun there already. Name a later day, or leave it out.`,
  );
}

/** Said to somebody whose command has to wait. */
export function presentWhilePaused(pause: Pause, team: Team, zone: Zone, now: Instant): Text {
  return text(
    pausedSince(pause, team, zone, now),
    ' So this was not done. You can still say that you are away or back, and take, resolve or cancel a blocker.',
  );
}

function byWhom(by: PersonId): Text {
  return by === CLI ? [' from the command line'] : [' by ', { person: by }];
}

/** Said to whoever has let a team go on by hand. */
export function presentResumed(pause: Pause, team: Team, zone: Zone, now: Instant): Text {
  const lines = pause.held ? heldLines(pause.held) : [];
  const { asks } = pause;
  if (!asks)
    return text(
      { bold: team.name },
      ' goes on. ',
      lines.length > 0 ? `Held: ${listed(lines)}.` : NOTHING_HELD,
      pause.held && pause.held.steps > 0 && ` ${CLOCKS_GO_ON}`,
    );
  return text(
    { bold: team.name },
    ` goes on. Held: ${listed(lines)}. `,
    'Please choose what becomes of it in the message I sent ',
    pause.resumed?.by === asks.person ? 'you' : { person: asks.person },
    '; without an answer by ',
    moment(asks.until, now, zone),
    ` I ${DEFAULT_CHOICE} it.`,
  );
}

const CLOCKS_GO_ON = 'Blockers go on with the working time that was left: no level was lost in the pause.';
const NOTHING_HELD = 'Nothing was held.';

/** The message that asks what becomes of what was held, as it looks now. */
export function presentChoice(pause: Pause, team: Team, zone: Zone, now: Instant): Message {
  const { resumed, held, since, chosen } = pause;
  const lines = held ? heldLines(held) : [];
  const title = `${team.name} goes on after a pause`;
  const ended = chosen ? decided(chosen, pause, now, zone) : undefined;
  return message(
    ended
      ? `${title}: ${VERBS[chosen!.how]}`
      : pause.asks
        ? `${title}: what becomes of what was held?`
        : title,
    paragraph(
      { bold: `${team.name} goes on.` },
      ' It was paused from ',
      moment(since, now, zone),
      ' to ',
      resumed ? moment(resumed.at, now, zone) : 'now',
      resumed && whoResumed(resumed.by),
      '.',
    ),
    lines.length > 0
      ? [paragraph('This was held:'), ...list(lines.map((line) => [line]))]
      : paragraph(NOTHING_HELD),
    held && held.steps > 0 ? paragraph(CLOCKS_GO_ON) : undefined,
    ended ? paragraph(ended) : pause.asks ? question(pause, zone, now) : undefined,
  );
}

function whoResumed(by: PersonId): Text {
  if (by === SCHEDULE) return [', as it was set'];
  return by === CLI ? ['; it was resumed from the command line'] : ['; ', { person: by }, ' resumed it'];
}

function question(pause: Pause, zone: Zone, now: Instant) {
  const until = pause.asks?.until ?? now;
  return [
    paragraph('What becomes of it?'),
    ...list([
      [{ bold: 'Send' }, ': I ask now where there is still time to answer, and send what waits.'],
      [
        { bold: 'Merge' },
        ': I ask nothing now; the next question covers the missed dates too. Of what waits, only the newest word about each thing goes out.',
      ],
      [{ bold: 'Drop' }, ': nothing of it goes out. The log keeps a line for each.'],
    ]),
    ...buttons([
      button(pause, 'send', 'Send'),
      button(pause, 'merge', 'Merge'),
      button(pause, 'drop', 'Drop'),
    ]),
    note(`Without an answer by ${showMoment(until, now, zone)} I ${DEFAULT_CHOICE} it.`),
  ];
}

function button(pause: Pause, choice: Choice, label: string) {
  const common = { id: `pause.${choice}`, label, thing: thingOfPause(pause), epoch: 0 };
  if (choice === DEFAULT_CHOICE) return { ...common, style: 'primary' as const };
  if (choice !== 'drop') return common;
  return { ...common, style: 'danger' as const, confirm: 'Nothing of what was held will be sent. Drop it?' };
}

const VERBS: Readonly<Record<Choice, string>> = { send: 'sent', merge: 'merged', drop: 'dropped' };

/** What became of it, and who said so. */
export function decided(
  { how, by, at }: NonNullable<Pause['chosen']>,
  { asks }: Pause,
  now: Instant,
  zone: Zone,
): Text {
  if (by === undefined)
    return [`Nobody chose by ${showMoment(asks?.until ?? at, now, zone)}, so it was ${VERBS[how]}.`];
  const who: SpanOf = { person: by };
  return text(who, ` chose: it was ${VERBS[how]} (`, moment(at, now, zone), ').');
}

/** "2 questions", "1 reminder", … */
export function heldLines(held: Held): string[] {
  const { prompts, reminders, turns, rounds, steps, digests, messages } = held;
  const lines: [number, string][] = [
    [prompts, 'prompt'],
    [reminders, 'reminder'],
    [turns, 'turn'],
    [rounds, 'round'],
    [steps, 'escalation step'],
    [digests, 'digest'],
    [messages, 'waiting message'],
  ];
  return lines.flatMap(([n, one]) => (n > 0 ? [count(n, one)] : []));
}
