import { promptsOf } from '../core/answers/asked.ts';
import { FORM_VERBS, type FormVerb } from '../core/escalation/forms-more.ts';
import { away, awayToday, back, endOne } from './absence/away.ts';
import { hintAnswer } from './absence/hint.ts';
import { dashboard } from './access/verb.ts';
import * as action from './actions/action-verbs.ts';
import { token } from './api/token-verb.ts';
import { calendar } from './calendar/addresses.ts';
import type { Press, Submit, Verb } from './call.ts';
import { archive } from './definitions/archive.ts';
import { wholeMessage } from './delivery/more.ts';
import { digestForms, digestPresses, digestVerbs } from './digest/verbs.ts';
import { doctor } from './doctor.ts';
import * as escalate from './escalation/escalate.ts';
import { opening, submitting } from './escalation/escalate-forms.ts';
import { hook } from './hooks/hook-verb.ts';
import { help, me } from './look.ts';
import { figure } from './metrics/figure-verb.ts';
import { report } from './metrics/report-verb.ts';
import { choosing, pause, resume } from './pause/pause-verbs.ts';
import { ignore, observe, openMember, submitMember } from './people/joiner-verbs.ts';
import { leaves, openLeaving, stays, submitLeaving } from './people/leaving-verbs.ts';
import { planForms, planPresses, planVerbs } from './planning/verbs.ts';
import { goLiveVerb, rehearseVerb, showForm, submitRehearsed } from './rehearsal/verbs.ts';
import { retro } from './retro/retro.ts';
import { retroForms, retroPresses } from './retro/verbs.ts';
import { extend, letEnd } from './rituals/expiry.ts';
import { rituals } from './rituals/list.ts';
import { undoOne } from './rituals/one.ts';
import { voting } from './rituals/renewal.ts';
import { standup } from './rituals/status.ts';
import { undo } from './rituals/undo.ts';
import { answerNothingNew, openAnswers, submitAnswers } from './rounds/answers.ts';
import { sendDraft } from './rounds/drafts.ts';
import * as duties from './rounds/duties.ts';
import { agreeTo, decline } from './rounds/duty-asks.ts';
import { meetingForms, meetingPresses, meetingVerbs } from './rounds/meeting-verbs.ts';
import { release } from './watch/storm-release.ts';
import { why } from './why.ts';

/** What follows `/rondo`. */
export const verbs: Readonly<Record<string, Verb>> = {
  help,
  standup,
  escalate: escalate.verb,
  raise: escalate.raise,
  away,
  back: (call) => back(call),
  calendar,
  dashboard,
  why,
  me,
  actions: action.actions,
  ...planVerbs,
  rituals,
  retro,
  ...meetingVerbs,
  ...digestVerbs,
  doctor: (call) => doctor(call),
  duty: duties.duty,
  report,
  figure,
  token,
  hook,
  leaves,
  release,
  pause,
  resume,
  'go-live': goLiveVerb,
  rehearse: rehearseVerb,
  archive,
};

/** Slash commands of their own: shorthands for a verb. */
export const slashes: Readonly<Record<string, Verb>> = {
  standup,
  escalate: escalate.verb,
  retro,
  rituals,
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
  ...planPresses,
  'action.done': action.done,
  'action.move': action.openMove,
  'action.drop': action.openDrop,
  'action.give': action.openGive,
  'action.take': action.take,
  'action.decline': action.decline,
  'action.let-go': action.letGo,
  'action.keep': action.keep,
  'duty.accept': duties.pressAccept,
  'duty.pass': duties.pressPass,
  'duty.take': duties.pressTake,
  'duty.swap': duties.pressSwap,
  'duty.agree': agreeTo,
  'duty.decline': decline,
  'renewal.keep': voting('keep'),
  'renewal.change': voting('change'),
  'renewal.stop': voting('stop'),
  'expiry.extend': extend,
  'expiry.end': letEnd,
  'rituals.undo': undo,
  'rituals.undo-change': undoOne,
  ...meetingPresses,
  'rehearsal.form': showForm,
  'message.more': wholeMessage,
  'home.raise': (call) => escalate.raise(call, ''),
  'home.actions': (call) => action.actions(call),
  ...digestPresses,
  'joiner.member': openMember,
  'joiner.observer': observe,
  'joiner.ignore': ignore,
  'leaving.open': openLeaving,
  'leaving.stays': stays,
  'pause.send': choosing('send'),
  'pause.merge': choosing('merge'),
  'pause.drop': choosing('drop'),
  ...retroPresses,
};

/** What each form that comes back does. */
export const forms: Readonly<Record<string, Submit>> = {
  answers: (call, thing, _epoch, values) => submitAnswers(call, thing, values),
  rehearsal: submitRehearsed,
  'escalation.raise': escalate.submitRaise,
  ...meetingForms,
  ...ofEach(submitting),
  ...planForms,
  ...digestForms,
  'action.move': action.submitMove,
  'action.drop': action.submitDrop,
  'action.give': action.submitGive,
  'duty.swap': duties.submitSwap,
  'duty.give': duties.submitGive,
  leaving: submitLeaving,
  'joiner.member': submitMember,
  ...retroForms,
};

/** One for each form of an escalation, by the id that its button and the form itself carry. */
function ofEach<V>(make: (verb: FormVerb) => V): Readonly<Record<string, V>> {
  return Object.fromEntries(FORM_VERBS.map((verb) => [`escalation.${verb}`, make(verb)]));
}
