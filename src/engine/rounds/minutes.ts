import { dueProblem } from '../../core/action-due.ts';
import { tooLong } from '../../core/answers/reading.ts';
import type { Reply } from '../../core/decision.ts';
import type { FormValues } from '../../core/form.ts';
import { ownOf, presentOwn } from '../../core/present/kept.ts';
import { keepForm, keptIn, LONGEST_KEPT } from '../../core/present/meeting-forms.ts';
import { dueByDefault, readAction } from '../../core/round/agreeing.ts';
import type { RoundView } from '../../core/round/asking.ts';
import { isKeeping, type Keeping, mayKeep, meetingsFor } from '../../core/round/minuting.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import { oneLine } from '../../core/wording.ts';
import { type Call, type Press, refused, type Submit } from '../call.ts';
import { keepIn } from './meeting-keep.ts';
import { keptOf, meetingAt, meetingsMeant, noMeeting, noSuchMeeting } from './meetings.ts';

const NOTHING = 'no meeting to keep this for';
/** So much is kept of a message that can be read in full behind a link. */
const LONGEST_LINKED = 1000;

/** `note …`: kept for the minutes of the meeting that is going on, announced, or only just over. */
export async function note(call: Call, words: string): Promise<Reply> {
  return typed(call, 'note', words);
}

/** `decide …`: a decision of that meeting. */
export async function decide(call: Call, words: string): Promise<Reply> {
  return typed(call, 'decision', words);
}

/** `action @tom … by friday`: somebody will do something. */
export async function agree(call: Call, words: string): Promise<Reply> {
  return typed(call, 'action', words);
}

/** `minutes …` keeps a note; `minutes` alone shows what the caller has kept, to take it back. */
export async function minutes(call: Call, words: string): Promise<Reply> {
  if (words.trim() !== '') return typed(call, 'note', words);
  const [view] = meetingsFor(await meetingsMeant(call), call.caller.person, call.now);
  if (!view) return noMeeting('nothing of yours to show');
  const own = ownOf(view, await keptOf(call.tx, view.round), call.caller.person);
  return { reply: 'message', message: presentOwn(view, own) };
}

/** The buttons under a meeting. */
export function openKeep(keep: Keeping['keep']): Press {
  return async (call, thing) => {
    const view = await meetingAt(call, thing);
    if (!view) return noSuchMeeting();
    return whyNot(call, view) ?? asked(call, keep, [view]);
  };
}

/** Their forms came back. */
export function submitKeep(keep: Keeping['keep']): Submit {
  return async (call, thing, _epoch, values) => {
    const said = keptIn(values);
    const view = await meetingAt(call, said.round === undefined ? thing : `round:${said.round}`);
    if (!view) return noSuchMeeting();
    return whyNot(call, view) ?? submitted(call, keep, view, values);
  };
}

async function typed(call: Call, keep: Keeping['keep'], words: string): Promise<Reply> {
  const { caller, now } = call;
  if (caller.meant.length === 0) return refused('You are in no team, so there is no meeting to add this to.');
  const views = meetingsFor(await meetingsMeant(call), caller.person, now);
  const [view] = views;
  if (!view) return noMeeting(NOTHING);
  // Somebody else's message cannot be shortened: the link leads to all of it.
  const said = call.command.link ? oneLine(words, LONGEST_LINKED) : words.trim();
  const long = tooLong(said, LONGEST_KEPT);
  if (long) return refused(long);
  const read = understood(keep, said, view, caller.person, now);
  if (!read.ok) return refused(read.why);
  return views.length > 1 || said === '' ? asked(call, keep, views, read.one) : keepIn(call, view, read.one);
}

/** What somebody's words are to keep. Without any, an action is their own and due as usual. */
function understood(
  keep: Keeping['keep'],
  said: string,
  view: RoundView,
  by: PersonId,
  now: Instant,
): { ok: true; one: Keeping } | { ok: false; why: string } {
  if (keep !== 'action') return { ok: true, one: { keep, text: said } };
  const usual = { keep, text: said, owner: by, due: dueByDefault(view, now) };
  if (said === '') return { ok: true, one: usual };
  const read = readAction(said, view.team, by, todayOf(view, now));
  if (!read.ok) return read;
  return { ok: true, one: { ...usual, text: read.text, owner: read.owner, due: read.due ?? usual.due } };
}

function asked(call: Call, keep: Keeping['keep'], views: readonly RoundView[], begun?: Keeping): Reply {
  const { caller, now } = call;
  const [view] = views;
  const action = begun?.keep === 'action' ? begun : undefined;
  const due = action?.due ?? (view ? dueByDefault(view, now) : '');
  const start = { owner: action?.owner ?? caller.person, due, ...(begun?.text ? { text: begun.text } : {}) };
  const form = keepForm(keep, views, start);
  return form ? { reply: 'form', form } : noMeeting(NOTHING);
}

async function submitted(
  call: Call,
  keep: Keeping['keep'],
  view: RoundView,
  values: FormValues,
): Promise<Reply> {
  const { text: words, owner = '', due = '' } = keptIn(values);
  if (words === '') return { reply: 'invalid', errors: { text: 'Say it in a few words.' } };
  const long = tooLong(words, LONGEST_KEPT);
  if (long) return { reply: 'invalid', errors: { text: long } };
  if (keep !== 'action') return keepIn(call, view, { keep, text: words });
  const errors = wrongIn(view.team, owner, due, todayOf(view, call.now));
  if (Object.keys(errors).length > 0) return { reply: 'invalid', errors };
  return keepIn(call, view, { keep, text: words, owner, due });
}

function wrongIn(team: Team, owner: string, due: string, today: CivilDate): Record<string, string> {
  const known = team.members.some(({ id, active }) => id === owner && active);
  const notThen = dueProblem(due, today);
  return {
    ...(known ? {} : { owner: `Pick somebody of ${team.name}.` }),
    ...(notThen ? { due: notThen } : {}),
  };
}

/** Why nothing is kept now; nothing when it may be. */
function whyNot({ caller, now }: Call, view: RoundView): Reply | undefined {
  if (!mayKeep(view, caller.person))
    return refused(`Only members of ${view.team.name} and those who take part can add to these minutes.`);
  if (isKeeping(view, now)) return undefined;
  return refused(
    `The minutes of ${view.ritual.name} are closed: they are open from its announcement until half an hour after its end.`,
  );
}

function todayOf({ team }: RoundView, now: Instant): CivilDate {
  return dateAt(team.calendar.zone, now);
}
