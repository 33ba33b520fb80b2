import { PASSED } from '../answers/group.ts';
import { picksOf, wordsOf } from '../answers/reading.ts';
import type { FormValues } from '../form.ts';
import type { LevelNumber } from '../team.ts';
import { dateAt, instantAt, isCivilDate } from '../time/zone.ts';
import type { CivilDate } from '../time.ts';
import { morningOf } from './clocks.ts';
import type { Asker, PersonCommand } from './command.ts';
import type { FormVerb } from './forms-more.ts';
import { followers, notInside, type Setting } from './offers.ts';
import { personOf } from './people.ts';
import type { RefusalName } from './refusal.ts';

/** What a form that came back asks for; or what is wrong, by the id of its input. */
export type Heard = { command: PersonCommand } | { errors: Readonly<Record<string, string>> };

type Hearing = (values: FormValues, asker: Asker, setting: Setting) => Heard;

/** Reads each form of an escalation. What is left out is said at its input, before anybody decides. */
export const HEARD: Readonly<Record<FormVerb, Hearing>> = {
  resolve: (values, asker) =>
    withWords(values, 'how', (how) => {
      const learning = wordsOf(values.learning);
      const plan = wordsOf(values.plan);
      return {
        ...asker,
        do: 'resolve',
        how,
        ...(learning ? { learning } : {}),
        ...(plan ? { plan } : {}),
      };
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
  editLine: (values, asker) => withWords(values, 'text', (text) => ({ ...asker, do: 'sendLine', text })),
  rebook: hearSession,
  minutes: hearNotes,
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
  'that time has come': 'time',
  'it would be after its deadline': 'time',
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
  const dates = planDate(values, setting);
  const errors = { ...(text ? {} : { text: WRITE }), ...dates.errors };
  if (Object.keys(errors).length > 0) return { errors };
  return { command: { ...asker, do: 'plan', text, ...dates.given } };
}

/** When a plan is done, and whether a hold until then is asked for. */
function planDate(values: FormValues, setting: Setting) {
  const until = wordsOf(values.until);
  const hold = values.hold === true;
  const errors: Record<string, string> = {
    ...(hold && until === '' ? { until: 'Pick the day until which it is to be held.' } : {}),
    ...dateError('until', until, setting),
  };
  return { errors, given: until ? { until, hold } : {} };
}

/** Day and time are read on the clock of whoever gave them. */
function hearSession(values: FormValues, asker: Asker, { view }: Setting): Heard {
  const date = wordsOf(values.date);
  const minute = minuteOf(wordsOf(values.time));
  const place = wordsOf(values.place);
  const errors = {
    ...(isCivilDate(date) ? {} : { date: 'Pick a day.' }),
    ...(minute === undefined ? { time: 'Write the time as 14:30.' } : {}),
  };
  if (minute === undefined || Object.keys(errors).length > 0) return { errors };
  const { zone } = personOf(view.team, asker.by)?.calendar ?? view.team.calendar;
  const start = instantAt(zone, date, minute);
  return { command: { ...asker, do: 'book', start, ...(place ? { place } : {}) } };
}

/** `14:30`, `9:05`, `9`. */
function minuteOf(words: string): number | undefined {
  const [, hours, minutes = '0'] = words.match(/^(\d{1,2})(?:[:.](\d\d))?$/) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

function hearNotes(values: FormValues, asker: Asker, setting: Setting): Heard {
  const [facts, options, decision] = [values.facts, values.options, values.decision].map(wordsOf);
  const notes = {
    ...(facts ? { facts } : {}),
    ...(options ? { options } : {}),
    ...(decision ? { decision } : {}),
  };
  const plan = wordsOf(values.plan);
  const { plan: before } = setting.escalation;
  const dates = planDate(values, setting);
  if (Object.keys(dates.errors).length > 0) return { errors: dates.errors };
  const fresh = plan && (plan !== before?.text || dates.given.until !== undefined);
  return { command: { ...asker, do: 'minutes', notes, ...(fresh ? { plan, ...dates.given } : {}) } };
}

/** All three or none: an action has an owner and a date. Whether one is needed is for the level to say. */
function hearClose(values: FormValues, asker: Asker, setting: Setting): Heard {
  const what = wordsOf(values.followUp);
  const [owner] = picksOf(values.owner);
  const due = wordsOf(values.due);
  const review = wordsOf(values.review);
  const plan = wordsOf(values.plan);
  const close = { ...asker, do: 'close', ...(review ? { review } : {}), ...(plan ? { plan } : {}) } as const;
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
