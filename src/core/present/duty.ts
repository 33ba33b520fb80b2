import { nameOf } from '../escalation/people.ts';
import type { Choice, Form, Input } from '../form.ts';
import {
  type Button,
  buttons,
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
} from '../message.ts';
import { type Duty, dutyWords } from '../rotation/forecast.ts';
import type { Turn } from '../rotation/rotation.ts';
import type { Person, PersonId, Team } from '../team.ts';
import { showDate } from '../time/zone.ts';
import { sentence } from '../wording.ts';

/** So many turns are listed with buttons; `/rondo duty` with a date reaches the others. */
const MOST = 6;
/** A form offers so many turns. */
const CHOICES = 60;
const LABEL = 75;

/** A team's turns to come: the viewer's own, then everybody's, each with who, when and why. */
export function presentDuties(team: Team, duties: readonly Duty[], viewer: PersonId): Message {
  const mine = duties.filter(({ turn }) => turn.person === viewer);
  const title = `Turns of ${team.name}`;
  if (duties.length === 0)
    return message(
      title,
      heading(title),
      paragraph(
        team.archived
          ? 'This team is archived, so there are no turns to come.'
          : 'No ritual here hands out turns by a rotation.',
      ),
    );
  return message(
    title,
    heading(title),
    paragraph({ bold: 'Yours' }),
    mine.length > 0 ? mine.slice(0, MOST).flatMap(ownLines) : paragraph('None is in sight.'),
    paragraph({ bold: 'Next' }),
    duties.slice(0, MOST).flatMap((duty) => nextLines(duty, viewer)),
    note(
      'Only you see this. What is not fixed yet may still move. Further ahead, or for others: ',
      { code: '/rondo help duty' },
      '.',
    ),
  );
}

function ownLines(duty: Duty): Element[] {
  const thing = `turn:${duty.turn.id}`;
  const row: Button[] = [
    { id: 'duty.swap', label: 'Swap…', thing, epoch: 0 },
    { id: 'duty.pass', label: 'Pass on', thing, epoch: 0 },
  ];
  return [...list([lineOf(duty)]), ...buttons(row)];
}

function nextLines(duty: Duty, viewer: PersonId): Element[] {
  const row: Button[] = [{ id: 'duty.take', label: 'Volunteer', thing: `turn:${duty.turn.id}`, epoch: 0 }];
  return [...list([lineOf(duty)]), ...(duty.turn.person === viewer ? [] : buttons(row))];
}

function lineOf(duty: Duty): Text {
  const { turn, team, startsAt, ritual, fixed } = duty;
  const who = turn.person === undefined ? 'nobody yet' : nameOf(team, turn.person);
  const sure = fixed ? '' : ', not fixed yet';
  const why = turn.why.replace(/\.$/, '');
  return [{ time: startsAt, as: 'both' }, ' ', { bold: ritual.name }, `: ${who} (${why}${sure})`];
}

/** Asks for both turns of a swap. `mine` and `theirs` are what is known already. */
export function swapForm(
  own: readonly Duty[],
  others: readonly Duty[],
  known: { mine?: string | undefined; theirs?: string | undefined } = {},
): Form {
  return {
    id: 'duty.swap',
    title: 'Swap turns',
    submit: 'Ask',
    thing: `team:${own[0]?.team.id ?? ''}`,
    epoch: 0,
    parts: [
      select('mine', 'Your turn', own, known.mine),
      select('theirs', 'The turn you want instead', others, known.theirs),
      { part: 'text', text: ['The other person is asked. Nothing changes before they agree.'] },
    ],
  };
}

/** Asks to whom a turn goes, and which. */
export function giveForm(
  own: readonly Duty[],
  people: readonly Person[],
  known: { mine?: string | undefined; to?: PersonId | undefined } = {},
): Form {
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  const to: Input = {
    id: 'to',
    label: 'Who should do it?',
    optional: false,
    input: 'select',
    choices,
    ...(known.to === undefined ? {} : { value: known.to }),
  };
  return {
    id: 'duty.give',
    title: 'Give a turn',
    submit: 'Give',
    thing: `team:${own[0]?.team.id ?? ''}`,
    epoch: 0,
    parts: [select('mine', 'Which turn?', own, known.mine), { part: 'input', input: to }],
  };
}

function select(id: string, label: string, duties: readonly Duty[], value: string | undefined) {
  const choices = duties.slice(0, CHOICES).map(choiceOf);
  const start = choices.some((one) => one.value === value) ? value : choices[0]?.value;
  const input: Input = {
    id,
    label,
    optional: false,
    input: 'select',
    choices,
    ...(start === undefined ? {} : { value: start }),
  };
  return { part: 'input', input } as const;
}

function choiceOf({ turn, team, ritual, date }: Duty): Choice {
  const who = turn.person === undefined ? 'nobody' : nameOf(team, turn.person);
  return { value: turn.id, label: `${showDate(date)} · ${ritual.name} · ${who}`.slice(0, LABEL) };
}

/** Asks somebody for a swap, or to take a turn over; once it is settled it says how. */
export function presentAsk(asked: { text: string; number: number }, turn: Turn, team: Team): Message {
  const { ask } = turn;
  const open = ask?.number === asked.number && !ask.settled && turn.countedAt === undefined;
  const thing = `turn:${turn.id}`;
  const row: Button[] = [
    { id: 'duty.agree', label: 'Accept', style: 'primary', thing, epoch: asked.number },
    { id: 'duty.decline', label: 'Decline', thing, epoch: asked.number },
  ];
  const settled = ask?.number === asked.number ? ask.settled?.as : 'overtaken';
  return message(
    asked.text,
    paragraph(asked.text),
    open ? buttons(row) : paragraph({ bold: ENDS[settled ?? 'overtaken'] }),
    note(`You get this because somebody of ${team.name} asked you. Until you answer, nothing changes.`),
  );
}

const ENDS = {
  accepted: 'You agreed. It is done.',
  declined: 'You declined. Nothing was changed.',
  overtaken: 'This is not asked any more.',
  withdrawn: 'It was taken back. Nothing was changed.',
} as const;

/** Tells somebody what became of a turn of theirs. `row`: what they can do about it. */
export function presentChange(
  words: string,
  { turn, team, yours, row }: { turn: Turn; team: Team; yours: boolean; row: readonly Button[] },
  viewer: PersonId,
): Message {
  const gone = yours && turn.person !== viewer;
  const who = turn.person === undefined ? 'Nobody' : nameOf(team, turn.person);
  return message(
    words,
    paragraph(sentence(words)),
    gone ? paragraph(`${who} has it by now. You have nothing to do.`) : buttons(row),
    note('You get this because it changes a turn of yours. All turns: ', { code: '/rondo duty' }, '.'),
  );
}

/** Tells somebody that they are not picked for a while because somebody else said so. */
export function presentSkipped(words: string, ended: boolean): Message {
  const [question, code] = ended
    ? ['You would rather be left out? ', '/rondo duty skip me until friday']
    : ['You would rather have them? ', '/rondo duty unskip'];
  return message(
    words,
    paragraph(words),
    note(`You get this because it is about your turns. ${question}`, { code }),
  );
}

/** The words of each change, for whoever did it and for whoever it happened to. */
export const dutySaid = {
  swapAsked: (by: string, mine: Duty, theirs: Duty) =>
    `${by} asks you to swap: you would do ${dutyWords(mine)}, and ${by} would do ${dutyWords(theirs)}.`,
  giveAsked: (by: string, duty: Duty) => `${by} asks you to take over ${dutyWords(duty)}.`,
  swapped: (other: string, now: Duty, before: Duty) =>
    `${other} has swapped with you: you have ${dutyWords(now)} now, and ${other} has ${dutyWords(before)}.`,
  takenOver: (other: string, duty: Duty) => `${other} takes over ${dutyWords(duty)}. You have nothing to do.`,
  declined: (other: string, duty: Duty) => `${other} cannot help this time: ${dutyWords(duty)} stays yours.`,
  failed: (duty: Duty, why: string) => `What you asked about ${dutyWords(duty)} came to nothing: ${why}`,
  volunteered: (by: string, duty: Duty) => `${by} does ${dutyWords(duty)} for you. You have nothing to do.`,
  passed: (by: string, duty: Duty, why: string) =>
    `You have ${dutyWords(duty)} now: ${by} passed it on. Why you: ${why.replace(/\.$/, '')}.`,
  passedForYou: (by: string, duty: Duty, to: string) =>
    `${by} has passed ${dutyWords(duty)} on for you: ${to} has it now. You would rather do it? “/rondo duty undo” gives it back.`,
  swappedForYou: (by: string, now: Duty, before: Duty) =>
    `${by} has swapped your turn: you have ${dutyWords(now)} now, in place of ${dutyWords(before)}. It does not suit you? “/rondo duty undo” puts it back.`,
  given: (by: string, duty: Duty, from: string) =>
    `${by} has given you ${dutyWords(duty)}, in place of ${from}.`,
  givenAway: (by: string, duty: Duty, to: string) =>
    `${by} has given ${dutyWords(duty)} to ${to}. You have nothing to do.`,
  backToYou: (by: string, duty: Duty) => `${by} has undone a change: ${dutyWords(duty)} is yours again.`,
  notYours: (by: string, duty: Duty) =>
    `${by} has undone a change: you do not have ${dutyWords(duty)} any more.`,
} as const;
