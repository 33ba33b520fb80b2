import type { Reply } from '../../core/decision.ts';
import type { Form } from '../../core/form.ts';
import { join, type Message } from '../../core/message.ts';
import { awaitsConfirming, type Objective } from '../../core/planning/objective.ts';
import {
  carry,
  confirmers,
  decideObjective,
  type ObjectiveCommand,
  type ObjectiveView,
  propose,
} from '../../core/planning/objectives.ts';
import type { Doing } from '../../core/planning/saying.ts';
import { isEnding, weekAfter, weekAt, weekOf, weekOfRound } from '../../core/planning/week.ts';
import { presentObjectives } from '../../core/present/objective.ts';
import {
  addForm,
  dropObjectiveForm,
  editForm,
  readObjectiveWords,
  readScore,
  readWhy,
  scoreForm,
  standForm,
} from '../../core/present/objective-forms.ts';
import type { Team } from '../../core/team.ts';
import { addDays, dateAt, isCivilDate } from '../../core/time/zone.ts';
import type { CivilDate } from '../../core/time.ts';
import { count, listed } from '../../core/wording.ts';
import { type Call, idOf, type Press, refused, type Submit, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import { ritualOf } from '../context.ts';
import { leftOf, objectivesOf, showPlans } from './shown.ts';
import { changedMeanwhile, doing, notTheirs, saveDecided, theirs } from './theirs.ts';

/** `/rondo objectives`: this week's, what the last one left, and what is there for the next. */
export async function objectives(call: Call): Promise<Reply> {
  const { caller } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there are no objectives to show.');
  return {
    reply: 'message',
    message: join(await Promise.all(caller.meant.map((team) => listOf(call, team)))),
  };
}

async function listOf(call: Call, team: Team): Promise<Message> {
  const { tx, caller, now } = call;
  const week = weekAt(team.calendar, now);
  const shown = {
    week,
    objectives: await objectivesOf(tx, team, week),
    before: await leftOf(tx, team, week),
    next: await objectivesOf(tx, team, weekAfter(week)),
  };
  return presentObjectives(shown, await viewOf(call, team, week), caller.person);
}

/** Who leads the plannings of a week may confirm it. */
async function viewOf({ tx }: Call, team: Team, week: CivilDate): Promise<ObjectiveView> {
  const near = { atLeast: addDays(week, -7), below: addDays(week, 7) };
  const rounds = await tx.rounds.find({ team: team.id, date: near });
  const plannings = rounds.filter((round) => {
    const ritual = round.definition ?? ritualOf(team, round.ritual);
    return ritual?.kind === 'planning' && weekOfRound(team.calendar, ritual, round) === week;
  });
  const facilitators = plannings.flatMap(({ facilitator: { person, also = [] } = { why: '', since: 0 } }) => [
    ...(person ? [person] : []),
    ...also,
  ]);
  return { team, facilitators };
}

/** One thing somebody does to an objective. `epoch`: the version that their form showed; what would change a later one is not
 * done. */
export async function onObjective(
  call: Call,
  objective: Objective,
  team: Team,
  command: ObjectiveCommand,
  epoch = objective.version,
): Promise<Reply> {
  const view = await viewOf(call, team, objective.week);
  const decision = decideObjective(objective, command, view, call.now);
  if (epoch !== objective.version && decision.state !== objective) return changedMeanwhile('objective');
  return saveDecided(call, team, objective, decision, call.tx.objectives);
}

/** Proposes one for a week; an equal one that is there stays alone. */
export async function begin(
  call: Call,
  team: Team,
  words: Parameters<typeof propose>[0],
  how: Doing & { id: string; week: CivilDate; round?: string },
): Promise<Reply> {
  const { tx, now } = call;
  const decision = propose(words, how, team, await objectivesOf(tx, team, how.week), now);
  if (decision.state && (await tx.objectives.insert(decision.state))) {
    await carryOut(tx, decision, now);
    await showPlans(call, team);
  }
  return decision.reply ?? said('Added.');
}

function weekIn(call: Call, thing: string): { team: Team; week: CivilDate } | undefined {
  const [id, week = ''] = idOf(thing).split('/');
  const team = call.caller.teams.find((one) => one.id === id);
  return team && isCivilDate(week) && weekOf(team.calendar, week) === week ? { team, week } : undefined;
}

export const openAdd: Press = async (call, thing) => {
  const found = weekIn(call, thing);
  if (!found) return notTheirs('week');
  const { team } = found;
  const { zone } = team.calendar;
  const now = weekAt(team.calendar, call.now);
  const later = found.week > now || isEnding(team.calendar, dateAt(zone, call.now));
  return { reply: 'form', form: addForm(team, call.caller.person, now, later ? weekAfter(now) : now) };
};

export const submitAdd: Submit = async (call, thing, _epoch, values) => {
  const found = weekIn(call, thing);
  if (!found) return notTheirs('week');
  const { team, week: shown } = found;
  const read = readObjectiveWords(values, team, call.caller.person);
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  const week = String(values.week ?? shown);
  if (week !== shown && week !== weekAfter(shown))
    return { reply: 'invalid', errors: { week: 'Pick one of the two weeks.' } };
  const id = `${team.id}/${week}/${call.context.id()}`;
  return begin(call, team, read.words, { ...doing(call), id, week });
};

/** Confirms everything that is proposed in a week at once. */
export const confirmWeek: Press = async (call, thing) => {
  const found = weekIn(call, thing);
  if (!found) return notTheirs('week');
  const { team, week } = found;
  const view = await viewOf(call, team, week);
  const may = confirmers(view);
  if (!may.includes(call.caller.person))
    return refused(
      `Only ${listed(
        may.map((id) => nameIn(team, id)),
        'or',
      )} can confirm the objectives of this week.`,
    );
  const proposed = (await objectivesOf(call.tx, team, week)).filter(awaitsConfirming);
  if (proposed.length === 0) return said('The week is confirmed already.');
  for (const one of proposed) {
    const decision = decideObjective(one, { ...doing(call), do: 'confirm' }, view, call.now);
    await saveDecided(call, team, one, decision, call.tx.objectives);
  }
  return said(
    `Confirmed: ${count(proposed.length, 'objective')}. What changes from now on is kept in the history.`,
  );
};

function nameIn(team: Team, id: string): string {
  return team.members.find((member) => member.id === id)?.name ?? id;
}

/** The list of one team, in an answer that only the caller sees. */
export const listWeek: Press = async (call, thing) => {
  const found = weekIn(call, thing);
  return found ? { reply: 'message', message: await listOf(call, found.team) } : notTheirs('week');
};

export const take: Press = on(() => ({ do: 'take' }));
export const onTrack: Press = on(() => ({ do: 'stand', says: 'on_track' }));

function on(command: () => { do: 'take' } | { do: 'stand'; says: 'on_track' }): Press {
  return async (call, thing) => {
    const found = await theirs(call, thing, call.tx.objectives);
    if (!found) return notTheirs('objective');
    return onObjective(call, found.row, found.team, { ...doing(call), ...command() });
  };
}

export const openEdit: Press = opening(
  (objective, team, person) => editForm(objective, team, person),
  (objective) => ({ do: 'edit', words: { ...objective, what: `${objective.what} ` } }),
);
export const openDrop: Press = opening(dropObjectiveForm, () => ({ do: 'drop', why: '' }));
export const openAtRisk: Press = opening(
  (one) => standForm(one, 'at_risk'),
  () => ({ do: 'stand', says: 'at_risk', why: ' ' }),
);
export const openOff: Press = opening(
  (one) => standForm(one, 'off'),
  () => ({ do: 'stand', says: 'off', why: ' ' }),
);
export const openScore: Press = opening(scoreForm, () => ({ do: 'score', result: 'partly', why: ' ' }));

type Saying = ObjectiveCommand extends infer C ? (C extends Doing ? Omit<C, keyof Doing> : never) : never;

/** Opens a form for whoever may send it. Whoever may not, or comes too late, is told now: `tried` is what the form would do. */
function opening(
  form: (objective: Objective, team: Team, person: string) => Form,
  tried: (objective: Objective) => Saying,
): Press {
  return async (call, thing) => {
    const found = await theirs(call, thing, call.tx.objectives);
    if (!found) return notTheirs('objective');
    const { row, team } = found;
    const view = await viewOf(call, team, row.week);
    const trial = decideObjective(row, { ...doing(call), ...tried(row) }, view, call.now);
    if (trial.state === row) return trial.reply ?? notTheirs('objective');
    return { reply: 'form', form: form(row, team, call.caller.person) };
  };
}

export const submitEdit: Submit = submitting((values, team, person, before) => {
  const read = readObjectiveWords(values, team, person, before);
  return read.ok ? { ok: true, saying: { do: 'edit', words: read.words } } : read;
});
export const submitDrop: Submit = submitting((values) => {
  const why = readWhy(values);
  return why
    ? { ok: true, saying: { do: 'drop', why } }
    : { ok: false, errors: { why: 'Please write a few words: the others read them.' } };
});
export const submitAtRisk: Submit = submitting((values) => stood('at_risk', readWhy(values)));
export const submitOff: Submit = submitting((values) => stood('off', readWhy(values)));

function stood(says: 'at_risk' | 'off', why: string): SayingRead {
  return { ok: true, saying: { do: 'stand', says, ...(why ? { why } : {}) } };
}

type SayingRead = { ok: true; saying: Saying } | { ok: false; errors: Readonly<Record<string, string>> };

function submitting(
  read: (values: Parameters<Submit>[3], team: Team, person: string, before: Objective) => SayingRead,
): Submit {
  return async (call, thing, epoch, values) => {
    const found = await theirs(call, thing, call.tx.objectives);
    if (!found) return notTheirs('objective');
    const { row, team } = found;
    const given = read(values, team, call.caller.person, row);
    if (!given.ok) return { reply: 'invalid', errors: given.errors };
    return onObjective(call, row, team, { ...doing(call), ...given.saying }, epoch);
  };
}

export const submitScore: Submit = async (call, thing, epoch, values) => {
  const found = await theirs(call, thing, call.tx.objectives);
  if (!found) return notTheirs('objective');
  const { row, team } = found;
  const read = readScore(values);
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  const { result, why, carry: along } = read;
  const score = { ...doing(call), do: 'score', result, ...(why ? { why } : {}) } as const;
  const reply = await onObjective(call, row, team, score, epoch);
  if (!along || result === 'met' || reply.reply === 'refused') return reply;
  return takeAlong(call, thing, 0);
};

/** An objective that was not reached is proposed for the next week; for this one where that has passed. */
export const takeAlong: Press = async (call, thing) => {
  const { tx, now } = call;
  const found = await theirs(call, thing, tx.objectives);
  if (!found) return notTheirs('objective');
  const { row, team } = found;
  const [next, today] = [weekAfter(row.week), weekAt(team.calendar, now)];
  const week = next < today ? today : next;
  const view = await viewOf(call, team, week);
  const { was, next: again } = carry(
    row,
    { ...doing(call), week },
    view,
    await objectivesOf(tx, team, week),
    now,
  );
  if (again?.state && (await tx.objectives.insert(again.state))) await carryOut(tx, again, now);
  return saveDecided(call, team, row, was, tx.objectives);
};
