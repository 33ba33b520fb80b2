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
    • /rondo standup: Opens the form with everything you are asked now. You can also change your answers with it.
    • /rondo escalate: Tells the people who can help that something stops you. It climbs, level by level, until somebody resolves it. With its id you do everything else about it; “learned” finds what earlier ones taught.
    • /rondo raise: Opens the form for a new blocker with your words in it, whatever they are.
    • /rondo away: Says that you are away: days, half days, or every week. You are not asked anything, and nobody is told why. Coordinators, leads and admins can say it for somebody of their team, who is told. “list” shows all of it and ends what is over.
    • /rondo back: Ends your time away now. What is still to come stays; you see it and can end it one by one.
    • /rondo rituals: Shows what your team has in the next seven days, and who facilitates.
    • /rondo duty: Shows your turns and the team’s next ones, and why. “swap” asks somebody to exchange turns, “give” to take yours, “pass” hands it to the next in line, “take” volunteers, “undo” takes your last change back. Everything also works weeks ahead. Coordinators, leads and admins give turns of others at once.
    • /rondo retro: Shows what the next retro will talk about. With words, it puts them on the list.
    • /rondo minutes: Keeps what you say for the minutes of the meeting that is going on or announced.
    • /rondo me: Shows what is yours: what waits for your answer, your turns, your blockers and actions.
    • /rondo actions: Shows what is still to be done in your team, yours first: say that it is done, give it a new date, or take it off the list.
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
