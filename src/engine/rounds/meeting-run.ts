import type { Reply } from '../../core/decision.ts';
import { nameOf } from '../../core/escalation/people.ts';
import type { FormValues } from '../../core/form.ts';
import { buttons, message, paragraph } from '../../core/message.ts';
import { endForm, uncoveredIn } from '../../core/present/meeting-forms.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { startMeeting } from '../../core/round/course.ts';
import { pointsOf } from '../../core/round/covering.ts';
import { facilitatorsThere } from '../../core/round/facilitating.ts';
import { MARK_JOB, type Mark, markTime } from '../../core/round/marks.ts';
import { mayRun, startByHand, whyNotEnd } from '../../core/round/meeting.ts';
import { type Call, said } from '../call.ts';
import { carryOut } from '../commit.ts';
import type { Context, Handler } from '../context.ts';
import { keepWeekOf, weekPartsFor } from '../digest/week.ts';
import { besidesCards, topicsOn } from '../topics.ts';
import { loadRound } from './load.ts';
import { meetingAt, meetingsMeant, noMeeting, noSuchMeeting } from './meetings.ts';
import { endRound } from './rounds.ts';
import { beginTurn } from './turns.ts';

/** `start`: the meeting that is announced begins, also ahead of its time. */
export async function start(call: Call): Promise<Reply> {
  const views = await meetingsMeant(call);
  const waiting = views.filter(({ round }) => round.state === 'open' && round.startedAt === undefined);
  const meant = waiting.length > 0 ? ofCaller(call, waiting) : views.slice(0, 1);
  return only(meant, 'start') ?? startOne(call, meant[0]) ?? noMeeting('nothing to start');
}

export async function pressStart(call: Call, thing: string): Promise<Reply> {
  return startOne(call, await meetingAt(call, thing)) ?? noSuchMeeting();
}

/** `end`: asks what was covered and closes the meeting; `end now` closes it at once, with everything covered. */
export async function end(call: Call, words: string): Promise<Reply> {
  const views = await meetingsMeant(call);
  const going = views.filter(({ round }) => round.state === 'open' && round.startedAt !== undefined);
  const meant = going.length > 0 ? ofCaller(call, going) : views.slice(0, 1);
  const [view] = meant;
  if (!view) return noMeeting('nothing to end');
  return only(meant, 'end') ?? endOne(call, view, /^now\b/i.test(words.trim()) ? [] : undefined);
}

export async function pressEnd(call: Call, thing: string): Promise<Reply> {
  const view = await meetingAt(call, thing);
  return view ? endOne(call, view) : noSuchMeeting();
}

/** The form came back with what was covered. */
export async function submitEnd(call: Call, thing: string, _: number, values: FormValues): Promise<Reply> {
  const view = await meetingAt(call, thing);
  if (!view) return noSuchMeeting();
  const uncovered = uncoveredIn(values, await pointsFor(call, view));
  const wrong = whyNotEnd(view, call.caller.person, call.now) ?? (await keepWeekOf(call, view, values));
  return wrong ?? endOne(call, view, uncovered);
}

/** A mark of a meeting's time is due. A paused team is told nothing, now or later. */
function mark(context: Context): Handler {
  return async (due, tx, now) => {
    const view = await loadRound(context, tx, String(due.payload.id), now);
    const which = markIn(due.payload.mark);
    if (!view || which === undefined) return;
    const [pause] = await tx.pauses.find({ team: view.team.id, state: 'paused' });
    if (!pause) await carryOut(tx, { events: [], effects: markTime(view, which, due.due, now) }, now);
  };
}

/** What each kind of job of a meeting does. */
export const meetingJobs = (context: Context) => ({ [MARK_JOB]: mark(context) });

/** Which mark a job or an item is about. */
export function markIn(value: unknown): Mark | undefined {
  return value === 'half' || value === 'end' || typeof value === 'number' ? value : undefined;
}

/** Of several, those that the caller leads, else those they may start and end; else one of them says who may. */
function ofCaller({ caller, now }: Call, views: readonly RoundView[]): readonly RoundView[] {
  const led = views.filter((view) => facilitatorsThere(view, now).includes(caller.person));
  const own = views.filter((view) => mayRun(view, caller.person, now));
  return [led, own].find((some) => some.length > 0) ?? views.slice(0, 1);
}

/** Where several may be meant, a button for each. */
function only(views: readonly RoundView[], what: 'start' | 'end'): Reply | undefined {
  if (views.length < 2) return undefined;
  const words = `Which meeting do you want to ${what}?`;
  const row = views.map(({ ritual, round }) => {
    return { id: `meeting.${what}`, label: ritual.name, thing: `round:${round.id}`, epoch: 0 };
  });
  return { reply: 'message', message: message(words, paragraph(words), buttons(row)) };
}

function startOne(call: Call, view: RoundView | undefined): Promise<Reply> | undefined {
  return view && startFor(call, view);
}

async function startFor({ tx, caller, now }: Call, view: RoundView): Promise<Reply> {
  const { person } = caller;
  const { reply = said(), state } = startByHand(view, person, now);
  if (state === view.round) return reply;
  const round = await beginTurn(tx, view, now);
  const decision = startMeeting({ ...view, round }, now, person);
  await tx.rounds.update(decision.state);
  await carryOut(tx, decision, now);
  await tx.jobs.cancel(`start:${round.id}`);
  return reply;
}

/** Without `uncovered` it is asked for, if there is anything to ask. */
async function endOne(call: Call, view: RoundView, uncovered?: readonly string[]): Promise<Reply> {
  const { context, tx, caller, now } = call;
  const no = whyNotEnd(view, caller.person, now);
  if (no) return no;
  const points = uncovered ? [] : await pointsFor(call, view);
  if (points.length > 0)
    return { reply: 'form', form: endForm(view, points, await weekPartsFor(call, view)) };
  const why = `${nameOf(view.team, caller.person)} ended it`;
  await endRound(context, tx, view, now, why, { by: caller.person, uncovered: uncovered ?? [] });
  return said(
    { bold: view.ritual.name },
    ' is over. The minutes are in the thread. For half an hour you can still add to them: ',
    { code: '/rondo note …' },
    '.',
  );
}

async function pointsFor({ tx }: Call, view: RoundView): Promise<string[]> {
  return pointsOf(view.ritual, besidesCards(await topicsOn(tx, view), view.ritual));
}
