import { FORMATS } from '../retro/formats.ts';
import type { AskIf, Facilitation, Question, Ritual, RitualKind, Who } from '../ritual.ts';
import type { Schedule } from '../time/schedule.ts';
import type { RitualFile } from './ritual-file.ts';

const HOUR = 60;

/** The ritual a checked file defines, with every default filled in. `people` are the ids of the team's members: in lists that
 * take both, every other name is a role. */
export function ritualOf(file: RitualFile, people: ReadonlySet<string> = new Set()): Ritual {
  const group = file.participants === 'everyone' ? {} : file.participants;
  return {
    id: file.id,
    was: file.was,
    name: file.name,
    kind: file.kind,
    mode: modeOf(file),
    objective: file.objective,
    schedule: scheduleOf(file.schedule),
    lasts: file.lasts ?? HOUR / 2,
    closes: file.closes,
    answerTime: file.answer_time ?? 2 * HOUR,
    announce: file.announce ?? HOUR / 2,
    link: file.link,
    loud: file.loud,
    remind: file.remind,
    participants: participantsOf(group),
    optional: named([...(group.optional ?? []), ...file.optional], people),
    observers: named([...(group.observers ?? []), ...file.observers], people),
    facilitator: file.facilitator && facilitationOf(file.facilitator),
    ...agendaOf(file.agenda),
    questions: file.questions.map((question) => questionOf(question, file.questions)),
    publish: file.publish,
    catchUp: file.catch_up,
    ...(file.expires ? { expires: file.expires } : {}),
    ...(file.renew ? { renew: file.renew } : {}),
    with: file.with,
    ...retroOf(file),
  };
}

/** A retro is held with cards in chat where the file says how they are sorted. */
function retroOf({ kind, format, columns, votes, topic_time: minutes }: RitualFile): Pick<Ritual, 'retro'> {
  const sorted = columns ?? (format && FORMATS[format]);
  if (kind !== 'retro' || !sorted) return {};
  return {
    retro: {
      columns: sorted,
      ...(votes === undefined ? {} : { votes }),
      ...(minutes === undefined ? {} : { minutes }),
    },
  };
}

/** A topic may say how many minutes it is given. */
export function agendaOf(entries: RitualFile['agenda']): Pick<Ritual, 'agenda' | 'boxes'> {
  const boxes = entries.flatMap((entry) =>
    typeof entry === 'string' ? [] : [[entry.topic, entry.minutes] as const],
  );
  return {
    agenda: entries.map((entry) => (typeof entry === 'string' ? entry : entry.topic)),
    ...(boxes.length > 0 ? { boxes: Object.fromEntries(boxes) } : {}),
  };
}

const ASYNC: readonly RitualKind[] = ['standup', 'checkin', 'duty', 'digest'];

/** What its kind usually is, unless the file says otherwise. */
export function modeOf(file: { kind?: RitualKind; mode?: Ritual['mode'] }): Ritual['mode'] {
  return file.mode ?? (file.kind && ASYNC.includes(file.kind) ? 'async' : 'live');
}

/** Working days, every week, unless the file says otherwise; throws for a schedule without a time, which checks refuse. */
export function scheduleOf(file: RitualFile['schedule']): Schedule {
  const at = file.cron?.at ?? file.at;
  if (at === undefined) throw new Error('A schedule needs "at" or "cron"; this one was not checked.');
  return {
    at,
    on: file.cron?.on ?? file.on ?? { on: 'working_days' },
    every: file.every ?? { n: 1, unit: 'weeks' },
    from: file.from,
    until: file.until,
    onHoliday: file.on_holiday,
  };
}

type Group = Exclude<RitualFile['participants'], 'everyone'>;

function participantsOf({ everyone, roles = [], people = [] }: Group): Who {
  return { everyone: everyone === true || roles.length + people.length === 0, roles, people };
}

function named(names: readonly string[], people: ReadonlySet<string>): Who {
  return {
    everyone: false,
    roles: names.filter((name) => !people.has(name)),
    people: names.filter((name) => people.has(name)),
  };
}

function facilitationOf(file: NonNullable<RitualFile['facilitator']>): Facilitation {
  return {
    roles: [...(file.role ? [file.role] : []), ...(file.roles ?? [])],
    ...(file.together === undefined ? {} : { together: file.together }),
    people: file.people ?? [],
    external: file.external,
    rotation: file.rotation,
    pick: file.pick,
    turns: file.turns,
  };
}

type QuestionFile = RitualFile['questions'][number];

function questionOf({ only_on, ask_if, ...question }: QuestionFile, all: readonly QuestionFile[]): Question {
  return { ...question, onlyOn: only_on, askIf: ask_if && askIfOf(ask_if, all) };
}

/** "is: yes" of a yes-or-no question means true. */
function askIfOf(askIf: AskIf, all: readonly QuestionFile[]): AskIf {
  const yesNo = all.find((question) => question.id === askIf.id)?.type === 'yes_no';
  return yesNo && (askIf.is === 'yes' || askIf.is === 'no') ? { ...askIf, is: askIf.is === 'yes' } : askIf;
}
