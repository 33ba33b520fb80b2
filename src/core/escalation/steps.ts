import { climb, escalate, goDown, recompute, tryAgain } from './climbing.ts';
import { cancel, close, reopen, resolve } from './ending.ts';
import { askHold, declineHold, freeze, plan, resume } from './hold.ts';
import { askOthers } from './level.ts';
import { lookElsewhere, sendLine, sendNeutral, word } from './outsiders.ts';
import { askDeputies, handOver, offerBack, own, remind, replaceOwner, takeBack } from './ownership.ts';
import { pause, unpause } from './pausing.ts';
import { absorb, begin, justTell, startFirst, wait } from './raising.ts';
import {
  alarmAgain,
  askLead,
  dropReminder,
  dropWarning,
  exhaust,
  joinIn,
  jot,
  keep,
  remindLeaders,
  share,
  takeOver,
  warn,
  welcomeRaiser,
} from './reminders.ts';
import { askForPlan, beginSession, book, keepNotes, offerAgain, sessionOver } from './session.ts';
import type { Work } from './work.ts';

/** What the rows of the table do, by name. */
export const STEPS = {
  absorb,
  'alarm again': alarmAgain,
  'ask for a hold': askHold,
  'ask for another look': lookElsewhere,
  'ask for the plan': askForPlan,
  'ask others': askOthers,
  'ask the deputies': askDeputies,
  'ask the lead': askLead,
  'begin level 1': begin,
  'begin the session': beginSession,
  book,
  cancel,
  climb,
  close,
  'decline the hold': declineHold,
  'drop the reminder': dropReminder,
  'drop the warning': dropWarning,
  escalate,
  exhaust,
  freeze,
  'go down': goDown,
  'hand over': handOver,
  join: joinIn,
  'just tell': justTell,
  keep,
  'keep the notes': keepNotes,
  note: jot,
  'offer another time': offerAgain,
  'offer back': offerBack,
  own,
  pause,
  plan,
  recompute,
  remind,
  'remind the leaders': remindLeaders,
  reopen,
  'replace the owner': replaceOwner,
  resolve,
  resume,
  'send the line': sendLine,
  'send the neutral line': sendNeutral,
  'session over': sessionOver,
  share,
  start: startFirst,
  'take back': takeBack,
  'take over': takeOver,
  'try again': tryAgain,
  unpause,
  'wait for its day': wait,
  warn,
  'welcome the raiser': welcomeRaiser,
  word,
} satisfies Readonly<Record<string, (work: Work) => void>>;

export type StepName = keyof typeof STEPS;
