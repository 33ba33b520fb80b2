import { expect, test } from 'vitest';
import type { Reply } from '../../../src/core/decision.ts';
import { COMMANDS, presentHelp } from '../../../src/core/present/help.ts';
import {
  noTeam,
  notSaved,
  presentAlarm,
  presentBrokenFile,
  unknownCommand,
} from '../../../src/core/present/notice.ts';
import { plainText } from '../../../src/core/present/plain.ts';
import { read } from './scene.ts';

function words(reply: Reply): string {
  return 'text' in reply ? plainText(reply.text, 'Europe/Berlin', (id) => id) : '';
}

test('an unknown command gets the nearest one, or all', () => {
  expect(words(unknownCommand('awya', ['away', 'back']))).toBe(
    'I do not know “awya”. Did you mean away? /rondo help explains them all.',
  );
  expect(words(unknownCommand('awya', ['away', 'back'], '/rondo '))).toContain('Did you mean /rondo away?');
  expect(words(unknownCommand('xyzzy', ['away', 'back']))).toBe(
    'I do not know “xyzzy”. I know away and back. /rondo help explains them all.',
  );
});

test('somebody without a team is told whom to ask', () => {
  expect(words(noTeam())).toMatchInlineSnapshot(
    `"You are in no team yet, so there is nothing I can do for you. Ask whoever runs Rondo here to add you to a team file."`,
  );
});

test('what could not be saved says so', () => {
  expect(words(notSaved())).toMatchInlineSnapshot(
    `"That was not saved. Please try again in a moment; if it keeps happening, tell whoever runs Rondo here."`,
  );
});

test('a broken file shows its first problems and that the old one keeps running', () => {
  const problems = Array.from({ length: 7 }, (_, n) => `line ${n + 1}: expected a time, found “x”`);
  expect(read(presentBrokenFile({ file: 'rituals/teams/atlas.yml', problems }))).toMatchInlineSnapshot(`
    "rituals/teams/atlas.yml has changed and cannot be used: 7 problems. Nothing is lost, the last good version keeps running.
    • Line 1: expected a time, found “x”.
    • Line 2: expected a time, found “x”.
    • Line 3: expected a time, found “x”.
    • Line 4: expected a time, found “x”.
    • Line 5: expected a time, found “x”.
    • and 2 more
    (You get this once, because you are an admin. Mend the file and save it; npm run rondo check lists every problem.)"
  `);
});

test('an alarm says who gets it', () => {
  expect(read(presentAlarm('nobody of level 3 can be reached'))).toMatchInlineSnapshot(`
    "Rondo needs you. Nobody of level 3 can be reached.
    (You get this because you run this Rondo. The same trouble is told once an hour at most.)"
  `);
});

test('help lists every command and explains one', () => {
  expect(read(presentHelp())).toMatchInlineSnapshot(`
    "What you can ask me
    • /rondo standup: Opens the form with everything you are asked now. You can also change your answers with it. “status” shows how far today’s rounds are.
    • /rondo escalate: Tells the people who can help that something stops you. It climbs, level by level, until somebody resolves it. With its id you do everything else about it; “learned” finds what earlier ones taught.
    • /rondo raise: Opens the form for a new blocker with your words in it, whatever they are.
    • /rondo away: Says that you are away: days, half days, or every week. You are not asked anything, and nobody is told why. Coordinators, leads and admins can say it for somebody of their team, who is told. “list” shows all of it and ends what is over.
    • /rondo back: Ends your time away now. What is still to come stays; you see it and can end it one by one.
    • /rondo calendar: Gives you private addresses of your own calendar and your teams’, for your calendar program. “new” replaces them, “off” ends them.
    • /rondo dashboard: Gives you a link to your team’s pages, good for ten minutes and one time. With a page, it leads there.
    • /rondo rituals: Shows what comes for you and your team in the next seven days, and who facilitates. With a ritual, where its settings come from. “run”, “skip” and “move” change one round; you can undo it.
    • /rondo duty: Shows your turns and the team’s next ones, and why. “swap” asks somebody to exchange turns, “give” to take yours, “pass” hands it to the next in line, “take” volunteers, “skip me” leaves you out for a while, “undo” takes your last change back. “note” tells the next one something, “ledger” shows who had how many turns. Everything also works weeks ahead. Coordinators, leads and admins do all of it for others, at once.
    • /rondo report: Shows a team’s numbers of the last whole month beside those of the one before, and what changed most. Also “week” and “quarter”; “this month” is the one that goes on. For leads, coordinators and admins.
    • /rondo digest: Shows the newest digest. “correct” changes a line of one that was sent, wherever it was posted: for the approver, the coordinator and leads.
    • /rondo figure: Keeps a number from outside, like defects, rework or releases, for reports. Say it again to correct it. For whoever has the quality champion’s duty, coordinators and leads.
    • /rondo token: Tokens that let programs read what your team has; each is shown once. For coordinators, leads and admins.
    • /rondo hook: Hooks tell other programs that something has happened in your team, never what somebody wrote. For coordinators, leads and admins.
    • /rondo retro: Shows the retro that is going on, and what the next one will talk about. With words, it puts them on the list. “start” begins one now: for the lead, the coordinator, admins and whoever facilitates.
    • /rondo start: Starts the meeting that is announced, also ahead of its time. For whoever facilitates, the coordinator, the lead and admins.
    • /rondo end: Ends the meeting and publishes its minutes. You say what was covered; the rest is carried to the next round. “now” asks nothing.
    • /rondo note: Keeps a note for the minutes of the meeting that is announced, going on, or over for less than half an hour.
    • /rondo decide: Keeps a decision of that meeting.
    • /rondo action: Keeps an action of that meeting. Without a name it is yours; without a day it is due at the next round.
    • /rondo minutes: Shows what you have kept of the meeting, to take it back. With words, it keeps a note.
    • /rondo decisions: Finds what your team has decided, by words in any order.
    • /rondo go-live: Ends the rehearsal of a new team: from now on everybody gets what is theirs.
    • /rondo rehearse: Begins a rehearsal: everything that the team would be told goes to you, until you say “/rondo go-live”.
    • /rondo archive: Archives your team: no new rounds; its history can still be read, and its coordinator gets a list of what is open.
    • /rondo me: Shows what is yours: what waits for your answer, your turns, blockers and actions, your times, and what is stored about you. “zone”, “hours” and “quiet” set your times, “reset” takes that back, “data” shows everything stored.
    • /rondo leaves: Somebody leaves the team: shows all they hold, with who could take each thing, and hands it over on a day. For themselves, the coordinator, leads and admins.
    • /rondo actions: Shows what is still to be done in your team, yours first: say that it is done, give it a new date, hand it over, or take it off the list.
    • /rondo objectives: Shows what your team wants to have done this week: add, change, take over or drop one, confirm the week, say what became of it.
    • /rondo dependencies: Shows who waits for whom, for what and until when. Either side can say that it is over.
    • /rondo risks: Shows what could go wrong, gravest first: assess it, close it, or raise it as a blocker when it has happened.
    • /rondo learned: Keeps what your team has learned; “pattern:” marks what worked. “find” looks for it again, and in what blockers taught.
    • /rondo why: Explains why you were asked, picked or skipped, or why a blocker is where it is.
    • /rondo doctor: Looks whether everybody in your team can be reached, and what is wrong at the moment.
    • /rondo release: For operators and admins: lets a team go on that was held because it was sent far too much at once.
    • /rondo pause: For coordinators, leads and admins: nothing is sent to the team and its clocks stand still, until a day or until somebody resumes it.
    • /rondo resume: Lets a paused team go on. You choose what becomes of what was held: send, merge or drop.
    • /rondo help: Shows this, or explains one command.
    You can also answer my questions by writing to me, in your own words.
    (Examples of one command: /rondo help away. Where commands cannot be typed, write @Rondo help.)"
  `);
  expect(read(presentHelp('/Away'))).toMatchInlineSnapshot(`
    "/rondo away
    Says that you are away: days, half days, or every week. You are not asked anything, and nobody is told why. Coordinators, leads and admins can say it for somebody of their team, who is told. “list” shows all of it and ends what is over.
    For example:
    • /rondo away
    • /rondo away tomorrow afternoon
    • /rondo away until friday
    • /rondo away 2026-12-21 to 2026-12-24
    • /rondo away every friday until march
    • /rondo away @mia until friday
    • /rondo away list"
  `);
  expect(read(presentHelp('xyzzy'))).toBe(read(presentHelp()));
});

test('every example begins like its command', () => {
  for (const [verb, { examples }] of Object.entries(COMMANDS))
    for (const example of examples)
      expect(example).toMatch(new RegExp(`^/(rondo )?${verb === 'rituals' ? 'rituals' : verb}`));
});
