import { PASSED } from '../answers/group.ts';
import { picksOf, wordsOf } from '../answers/reading.ts';
import type { FormValues } from '../form.ts';
import type { LevelNumber } from '../team.ts';
import { dateAt, isCivilDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { morningOf } from './clocks.ts';
import type { Asker, PersonCommand } from './command.ts';
import type { FormVerb } from './forms-more.ts';
import { followers, notInside, type Setting } from './offers.ts';
import type { RefusalName } from './refusal.ts';

/** What a form that came back asks for; or what is wrong, by the id of its input. */
export type Heard = { command: PersonCommand } | { errors: Readonly<Record<string, string>> };

type Hearing = (values: FormValues, asker: Asker, setting: Setting) => Heard;

/** Reads each form of an escalation. What is left out is said at its input, before anybody decides. */
export const HEARD: Readonly<Record<FormVerb, Hearing>> = {
  resolve: (values, asker) =>
    withWords(values, 'how', (how) => {
      const learning = wordsOf(values.learning);
      return { ...asker, do: 'resolve', how, ...(learning ? { learning } : {}) };
    }),
  escalate: (values, asker) =>
    withWords(values, 'reason', (reason) => {
      const to = levelOf(wordsOf(values.to));
      return { ...asker, do: 'escalate', reason, ...(to ? { to } : {}) };
    }),
  cancel: (values, asker) => withWords(values, 'reason', (reason) => ({ ...asker, do: 'cancel', reason })),
  note: (values, asker) => withWords(values, 'text', (text) => ({ ...asker, do: 'note', text })),
  askHold: hearHold,
  declineHold: (values, asker) => {
    const reason = wordsOf(values.reason);
    return { command: { ...asker, do: 'declineHold', ...(reason ? { reason } : {}) } };
  },
  plan: hearPlan,
  reassign: (values, asker) => {
    const [to] = picksOf(values.to);
    return to !== undefined
      ? { command: { ...asker, do: 'reassign', to } }
      : { errors: { to: 'Pick somebody.' } };
  },
  deescalate: (values, asker) =>
    withWords(values, 'reason', (reason) => ({ ...asker, do: 'deescalate', reason })),
  word: (values, asker) => withWords(values, 'text', (text) => ({ ...asker, do: 'word', text })),
  share: (values, asker, setting) => {
    const known = notInside(setting).map(({ id }) => id);
    const people = picksOf(values.people).filter((id) => known.includes(id));
    return people.length > 0
      ? { command: { ...asker, do: 'share', people } }
      : { errors: { people: 'Pick at least one person who cannot read it yet.' } };
  },
  close: hearClose,
  reopen: (values, asker) => withWords(values, 'reason', (reason) => ({ ...asker, do: 'reopen', reason })),
};

/** The input that a refusal is about, so that it is said there and what was typed stays. */
export const REFUSED_AT: Partial<Readonly<Record<RefusalName, string>>> = {
  'that has passed': 'until',
  'it would be held too long': 'until',
  'nobody by that name': 'to',
  'they may not see it': 'to',
  'they have it': 'to',
  'they cannot be reached in time': 'to',
  'that is not up': 'to',
  'all of them see it': 'people',
};

const WRITE = 'Please write a few words: the others read them.';

function withWords(values: FormValues, id: string, command: (words: string) => PersonCommand): Heard {
  const words = wordsOf(values[id]);
  return words ? { command: command(words) } : { errors: { [id]: WRITE } };
}

function levelOf(word: string): LevelNumber | undefined {
  return word === '2' ? 2 : word === '3' ? 3 : undefined;
}

function hearHold(values: FormValues, asker: Asker, setting: Setting): Heard {
  const until = wordsOf(values.until);
  const reason = wordsOf(values.reason);
  const problem = isCivilDate(until)
    ? until > today(setting)
      ? undefined
      : 'Pick a later day than today: it is held until that morning.'
    : 'Pick a day.';
  const errors = { ...(problem ? { until: problem } : {}), ...(reason ? {} : { reason: WRITE }) };
  return Object.keys(errors).length > 0
    ? { errors }
    : { command: { ...asker, do: 'askHold', until: morningOf(setting.view, until), reason } };
}

function hearPlan(values: FormValues, asker: Asker, setting: Setting): Heard {
  const text = wordsOf(values.text);
  const until = wordsOf(values.until);
  const hold = values.hold === true;
  const errors = {
    ...(text ? {} : { text: WRITE }),
    ...(hold && until === '' ? { until: 'Pick the day until which it is to be held.' } : {}),
    ...dateError('until', until, setting),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return { command: { ...asker, do: 'plan', text, ...(until ? { until, hold } : {}) } };
}

/** All three or none: an action has an owner and a date. Whether one is needed is for the level to say. */
function hearClose(values: FormValues, asker: Asker, setting: Setting): Heard {
  const what = wordsOf(values.followUp);
  const [owner] = picksOf(values.owner);
  const due = wordsOf(values.due);
  const review = wordsOf(values.review);
  const close = { ...asker, do: 'close', ...(review ? { review } : {}) } as const;
  if (!what && !owner && !due) return { command: close };
  const known = followers(setting).some(({ id }) => id === owner);
  const errors = {
    ...(what ? {} : { followUp: 'Say what will be done.' }),
    ...(known ? {} : { owner: 'Pick who does it.' }),
    ...(due ? dateError('due', due, setting) : { due: 'Pick a day.' }),
  };
  if (Object.keys(errors).length > 0 || owner === undefined) return { errors };
  return { command: { ...close, followUp: { what, owner, due } } };
}

function dateError(id: string, date: CivilDate, setting: Setting): Record<string, string> {
  if (date === '') return {};
  if (!isCivilDate(date)) return { [id]: 'This is not a date. Write it as 2026-11-20.' };
  return date < today(setting) ? { [id]: PASSED } : {};
}

/** Days are the team's. */
function today({ view, now }: Setting): CivilDate {
  return dateAt(view.team.calendar.zone, now);
}
