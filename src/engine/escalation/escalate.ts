import type { Reply } from '../../core/decision.ts';
import { nearest } from '../../core/definition/nearest.ts';
import { ASKED_FOR } from '../../core/escalation/buttons.ts';
import type { PersonCommand } from '../../core/escalation/command.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import { raiseForm, readBlockerForm, teamPicked } from '../../core/escalation/forms.ts';
import { presentList } from '../../core/escalation/list.ts';
import { presentMore } from '../../core/escalation/more.ts';
import { mayRead, maySee } from '../../core/escalation/people.ts';
import { presentEscalation, type Shown } from '../../core/escalation/present.ts';
import { hidden, notTheirs } from '../../core/escalation/refusal.ts';
import { askedSoFar } from '../../core/escalation/targets.ts';
import type { FormValues } from '../../core/form.ts';
import { join as joined, type Message, type Text } from '../../core/message.ts';
import type { PersonId, Team } from '../../core/team.ts';
import { dateAt } from '../../core/time/zone.ts';
import { type Call, idOf, type Press, refused, said } from '../call.ts';
import { rememberTeam } from '../caller.ts';
import { askerOf, settingOf } from './escalate-forms.ts';
import { typedOn } from './escalate-typed.ts';
import { act, escalationView, raiseFrom, STILL_STUCK } from './escalations.ts';
import { learned } from './learned.ts';

const WORDS = ['list', 'mine', 'learned'];

/** `/escalate`: a form with what was typed in it; `list` or `mine`; `learned` and what is looked for; an id, which shows its
 * card, with a verb after it that does it. */
export async function verb(call: Call, words: string): Promise<Reply> {
  const { team } = call.caller;
  const [first, rest] = splitAt(words);
  const word = first.toLowerCase();
  const about = /^[\w-]+-\d+$/.test(word) ? await call.tx.escalations.get(word) : undefined;
  const done = about && (await on(call, about, rest));
  if (done) return done;
  if (!team) return raise(call, words);
  if (word === 'learned') return learned(call, rest);
  if (rest !== '') return raising(call, team, words);
  if (word === 'list' || word === 'mine') return list(call, word === 'mine');
  if (/^[\w-]+-\d+$/.test(word)) return unknown(call, word);
  return mistyped(word) ?? raising(call, team, words);
}

/** `/rondo raise`: the form with these words in it, whatever they are. */
export async function raise(call: Call, words: string): Promise<Reply> {
  const { team } = call.caller;
  if (team) return raising(call, team, words);
  return refused(
    'You are in no team, so there is nobody to escalate to. Ask an admin to add you to a team file.',
  );
}

function splitAt(words: string): [string, string] {
  const [, first = '', rest = ''] = words.trim().match(/^(\S+)\s*([\s\S]*)$/) ?? [];
  return [first, rest];
}

/** What begins with an id is about it, unless it goes on as a sentence does: “atlas-3 is back” raises a new one. */
async function on(call: Call, escalation: Escalation, rest: string): Promise<Reply | undefined> {
  return rest === '' ? show(call, escalation) : typedOn(call, escalation, ...splitAt(rest));
}

function raising({ now, caller, command }: Call, team: Team, words: string): Reply {
  return { reply: 'form', form: raiseForm(team, words, now, caller.person, caller.meant, command.link) };
}

/** A blocker is hardly ever said in one word that is nearly a command. */
function mistyped(word: string): Reply | undefined {
  const near = word === '' ? undefined : nearest(word, WORDS);
  return near
    ? refused('Did you mean ', { code: `/escalate ${near}` }, '? To raise a blocker, say it in a few words.')
    : undefined;
}

async function list(call: Call, mine: boolean): Promise<Reply> {
  const lists = await Promise.all(call.caller.meant.map((team) => listOf(call, team, mine)));
  return { reply: 'message', message: joined(lists) };
}

async function listOf({ tx, caller, now }: Call, team: Team, mine: boolean): Promise<Message> {
  const live = await tx.escalations.find({ team: team.id, live: true }, { order: 'raisedAt' });
  const view = await escalationView(tx, team, now);
  const shown = mine ? live.filter((one) => isTheirs(one, caller.person)) : live;
  return presentList(shown, view, caller.person, now);
}

/** Raised or owned by them, or nobody has it yet and they are asked. */
function isTheirs(escalation: Escalation, person: PersonId): boolean {
  const { raiser, owner } = escalation;
  const asked = owner === undefined && askedSoFar(escalation).includes(person);
  return raiser === person || owner === person || asked;
}

/** A near id is looked for in all of the caller's teams. */
async function unknown({ tx, caller }: Call, id: string): Promise<Reply> {
  const [, name = '', number = ''] = id.match(/^(.*?)(\d+)$/) ?? [];
  const near = nearest(
    name,
    caller.teams.map((team) => `${team.id}-`),
  );
  const guess = near && near !== name ? await tx.escalations.get(near + number) : undefined;
  const offer: Text = guess?.live ? ['Did you mean ', { code: `/escalate ${guess.id}` }, '? '] : [];
  return refused(
    'There is no escalation ',
    { code: id },
    '. ',
    offer,
    '“/escalate list” shows the open ones.',
  );
}

async function show(call: Call, { id }: Escalation): Promise<Reply> {
  const shown = await shownTo(call, id);
  if ('reply' in shown) return shown;
  const made = presentEscalation(ASKED_FOR, shown.escalation, shown.viewer, shown.view, call.now);
  return 'drop' in made ? refused(made.drop) : { reply: 'message', message: made };
}

/** “More…”: the other things that this person may do. */
export const more: Press = async (call, thing) => {
  const shown = await shownTo(call, idOf(thing));
  return 'reply' in shown ? shown : { reply: 'message', message: presentMore(shown) };
};

/** The escalation before the caller, or why they may not read it: outsiders have their own line. */
async function shownTo(call: Call, id: string): Promise<Shown | Reply> {
  const { person } = call.caller;
  const setting = await settingOf(call, `escalation:${id}`);
  if (!setting) return refused('This blocker is no longer there.');
  const { escalation, view } = setting;
  if (!maySee(escalation, view.team, person)) return refused(hidden(escalation, view));
  if (!mayRead(escalation, view.team, person)) return refused(notTheirs(view));
  return { ...setting, viewer: { person }, facts: {} };
}

/** The buttons that do what they say at once. */
export const acknowledge = pressing((asker) => ({ ...asker, do: 'acknowledge' }));
export const join = pressing((asker) => ({ ...asker, do: 'join' }));
export const takeBack = pressing((asker) => ({ ...asker, do: 'takeBack' }));
export const takeOver = pressing((asker) => ({ ...asker, do: 'takeOver' }));
export const keep = pressing((asker) => ({ ...asker, do: 'keep' }));
export const grantHold = pressing((asker) => ({ ...asker, do: 'grantHold' }));
export const endHold = pressing((asker) => ({ ...asker, do: 'endHold' }));
export const sendLine = pressing((asker) => ({ ...asker, do: 'sendLine' }));
export const neutralLine = pressing((asker) => ({ ...asker, do: 'sendLine', neutral: true }));
export const book = pressing((asker) => ({ ...asker, do: 'book' }));
/** What the raiser says when three quarters of the time have passed. */
export const stuck = pressing((asker) => ({ ...asker, do: 'note', text: STILL_STUCK }));

function pressing(command: (asker: ReturnType<typeof askerOf>) => PersonCommand): Press {
  return (call, thing, epoch) => act(call, idOf(thing), command(askerOf(call, epoch)));
}

export async function submitRaise(
  call: Call,
  thing: string,
  _epoch: number,
  values: FormValues,
): Promise<Reply> {
  const team = call.context.rhythm.team(teamPicked(thing, values));
  if (!team || !call.caller.teams.includes(team))
    return refused('You are not a member of this team, so the blocker was not raised.');
  if (call.caller.teams.length > 1) await rememberTeam(call.tx, call.command, team);
  const read = readBlockerForm(values, team, dateAt(call.caller.zone, call.now));
  if (!read.ok) return { reply: 'invalid', errors: read.errors };
  const { outside } = values;
  const more = {
    ...(values.private === true ? { private: true } : {}),
    ...(typeof outside === 'string' && outside.trim() ? { outside } : {}),
  };
  return (
    (await raiseFrom(call, team, read.blocker, undefined, more)) ??
    said('That reads as “nothing”, so nothing was opened.')
  );
}
