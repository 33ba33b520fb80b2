import type { Press, Submit, Verb } from '../call.ts';
import { decisions } from './decisions.ts';
import { end, pressEnd, pressStart, start, submitEnd } from './meeting-run.ts';
import { takeBack } from './meeting-undo.ts';
import { agree, decide, minutes, note, openKeep, submitKeep } from './minutes.ts';

/** What follows `/rondo` about live meetings. */
export const meetingVerbs: Readonly<Record<string, Verb>> = {
  start: (call) => start(call),
  end,
  note,
  decide,
  action: agree,
  minutes,
  decisions,
};

export const meetingPresses: Readonly<Record<string, Press>> = {
  'meeting.start': pressStart,
  'meeting.end': pressEnd,
  'meeting.note': openKeep('note'),
  'meeting.decision': openKeep('decision'),
  'meeting.action': openKeep('action'),
  'meeting.takeBack': takeBack,
};

export const meetingForms: Readonly<Record<string, Submit>> = {
  'meeting.end': submitEnd,
  'meeting.note': submitKeep('note'),
  'meeting.decision': submitKeep('decision'),
  'meeting.action': submitKeep('action'),
};
