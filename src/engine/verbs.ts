import { promptsOf } from '../core/answers/asked.ts';
import { FORM_VERBS, type FormVerb } from '../core/escalation/forms-more.ts';
import { away, awayToday, back, endOne } from './absence/away.ts';
import { hintAnswer } from './absence/hint.ts';
import * as action from './actions/action-verbs.ts';
import type { Press, Submit, Verb } from './call.ts';
import { wholeMessage } from './delivery/more.ts';
import { holdDigest, sendDigest } from './digest/digest-approval.ts';
import { doctor } from './doctor.ts';
import * as escalate from './escalation/escalate.ts';
import { opening, submitting } from './escalation/escalate-forms.ts';
import { help, me, rituals } from './look.ts';
import { choosing, pause, resume } from './pause/pause-verbs.ts';
import { retro } from './retro.ts';
import { answerNothingNew, openAnswers, submitAnswers } from './rounds/answers.ts';
import { sendDraft } from './rounds/drafts.ts';
import * as duties from './rounds/duties.ts';
import { agreeTo, decline } from './rounds/duty-asks.ts';
import { minutes } from './rounds/minutes.ts';
import { release } from './watch/storm-release.ts';
import { why } from './why.ts';

/** What follows `/rondo`. */
export const verbs: Readonly<Record<string, Verb>> = {
  help,
  standup: (call) => openAnswers(call),
  escalate: escalate.verb,
  raise: escalate.raise,
  away,
  back: (call) => back(call),
  why,
  me: (call) => me(call),
  actions: (call) => action.actions(call),
  rituals: (call) => rituals(call),
  retro,
  minutes,
  doctor: (call) => doctor(call),
  duty: duties.duty,
  release,
  pause,
  resume,
};

/** Slash commands of their own: shorthands for a verb. */
export const slashes: Readonly<Record<string, Verb>> = {
  standup: (call) => openAnswers(call),
  escalate: escalate.verb,
  retro,
  rituals: (call) => rituals(call),
};

/** What each button does. */
export const presses: Readonly<Record<string, Press>> = {
  'prompt.answer': (call, thing) => openAnswers(call, promptsOf(thing)),
  'prompt.send': sendDraft,
  'prompt.nothing-new': (call, thing) => answerNothingNew(call, promptsOf(thing)),
  'prompt.away': (call, thing) => awayToday(call, promptsOf(thing)),
  'absence.end': endOne,
  'hint.away': hintAnswer('away'),
  'hint.here': hintAnswer('here'),
  'escalation.acknowledge': escalate.acknowledge,
  'escalation.stuck': escalate.stuck,
  'escalation.join': escalate.join,
  'escalation.takeBack': escalate.takeBack,
  'escalation.takeOver': escalate.takeOver,
  'escalation.keep': escalate.keep,
  'escalation.grantHold': escalate.grantHold,
  'escalation.endHold': escalate.endHold,
  'escalation.sendLine': escalate.sendLine,
  'escalation.neutralLine': escalate.neutralLine,
  'escalation.book': escalate.book,
  'escalation.more': escalate.more,
  ...ofEach(opening),
  'action.done': action.done,
  'action.move': action.openMove,
  'action.drop': action.openDrop,
  'duty.accept': duties.pressAccept,
  'duty.pass': duties.pressPass,
  'duty.take': duties.pressTake,
  'duty.swap': duties.pressSwap,
  'duty.agree': agreeTo,
  'duty.decline': decline,
  'message.more': wholeMessage,
  'home.raise': (call) => escalate.raise(call, ''),
  'home.actions': (call) => action.actions(call),
  'digest.send': sendDigest,
  'digest.hold': holdDigest,
  'pause.send': choosing('send'),
  'pause.merge': choosing('merge'),
  'pause.drop': choosing('drop'),
};

/** What each form that comes back does. */
export const forms: Readonly<Record<string, Submit>> = {
  answers: (call, thing, _epoch, values) => submitAnswers(call, thing, values),
  'escalation.raise': escalate.submitRaise,
  ...ofEach(submitting),
  'action.move': action.submitMove,
  'action.drop': action.submitDrop,
  'duty.swap': duties.submitSwap,
  'duty.give': duties.submitGive,
};

/** One for each form of an escalation, by the id that its button and the form itself carry. */
function ofEach<V>(make: (verb: FormVerb) => V): Readonly<Record<string, V>> {
  return Object.fromEntries(FORM_VERBS.map((verb) => [`escalation.${verb}`, make(verb)]));
}
