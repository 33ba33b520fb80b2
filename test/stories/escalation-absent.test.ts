import { expect, test } from 'vitest';
import { atlas, type Change, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';

const small = () => atlas(only(), people('mia', 'tom', 'lea'));

/** Tom's blocker is at level 2, and Ivo, the lead, has taken it. His deputy is the product owner, Mia. */
async function ownedByLead() {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The map service is down' });
  const form = await story.press('tom', story.unread('tom')[0]!, 'Escalate');
  await fill(story, 'tom', form, { reason: 'It needs money' });
  await story.press('ivo', story.unread('ivo')[0]!, 'I take it');
  told(story);
  await story.until('2026-11-02T12:00:00Z');
  return story;
}

test('an owner who goes away before the deadline is stood in for by the deputy, who has the whole time to answer', async () => {
  const story = await ownedByLead();
  await story.slash('ivo', '/rondo away until tuesday');
  expect(story.unread('mia')[0]?.text).toMatch(
    /^Ivo Novak is away\. Can you take this over\?\n[\s\S]*Owner: @Mia Sommer \(asked\)\nAnswer by: 15:15\nResolve by: Tue 3 Nov 10:00\n[\s\S]*\[I take it\]/,
  );
  await story.until('2026-11-03T06:00:00Z');
  expect(told(story)).toEqual([
    // Ivo had not looked at the line for outsiders.
    '2026-11-02 09:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-11-02 09:30 dana: atlas-1 · Something is stopping team Atlas.',
    '2026-11-02 12:00 mia: Ivo Novak is away. Can you take this over?',
    '2026-11-02 12:00 tom: Ivo Novak is away, so Mia Sommer is asked now.',
    '2026-11-02 14:15 mia: Nobody has taken this yet. Can you? If it is not resolved by Tue 3 Nov 10:00, it goes one level up.',
    '2026-11-02 15:33 mia: Three quarters of the time have passed. If it is not resolved by Tue 3 Nov 10:00, it goes one level up.',
    '2026-11-02 15:33 tom: Are you still stuck? If it is not resolved by Tue 3 Nov 09:00, it goes one level up.',
  ]);
});

test('the owner before, back earlier than they said, is offered it at once and can take it back', async () => {
  const story = await ownedByLead();
  await story.slash('ivo', '/rondo away until tuesday');
  const asked = story.unread('mia')[0]!;
  told(story);
  await story.until('2026-11-02T13:00:00Z');
  await story.slash('ivo', '/rondo back');
  const offer = story.expectMessage('ivo', /^Welcome back\. While you were away somebody else was asked/);
  expect(offer.text).toContain('[Take it back] [Resolve]');
  const reply = await story.press('ivo', offer, 'Take it back');
  expect(story.words(reply)).toBe('It is yours now. Please resolve it by Tue 3 Nov 09:00.');
  expect(story.now(asked)).toMatch(/\nOwner: Ivo Novak\n/);
  expect(told(story)).toEqual([
    '2026-11-02 13:00 mia: Its owner is back and has taken it again. Thank you for standing in.',
    '2026-11-02 13:00 tom: Ivo Novak took this at 13:00.',
  ]);
});

test('an absence announced ahead counts when it begins: the deputy is asked that morning', async () => {
  const story = await harness({ at: '2026-11-02T13:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The map service is down' });
  const form = await story.press('tom', story.unread('tom')[0]!, 'Escalate');
  await fill(story, 'tom', form, { reason: 'It needs money' });
  await story.press('ivo', story.unread('ivo')[0]!, 'I take it');
  told(story);
  await story.slash('ivo', '/rondo away tomorrow');
  expect(told(story)).toEqual([]);
  await story.until('2026-11-03T08:30:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 13:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-11-02 13:30 dana: atlas-1 · Something is stopping team Atlas.',
    '2026-11-03 07:00 mia: Ivo Novak is away. Can you take this over?',
    '2026-11-03 08:00 tom: Ivo Novak is away, so Mia Sommer is asked now.',
  ]);
});

test('a raiser who is away for over five working days: the lead is asked, and may take over, let it go on or cancel', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  const card = story.unread('#atlas >')[0]!;
  told(story);
  await story.slash('tom', '/rondo away 2026-11-04 to 2026-11-11');
  await story.until('2026-11-04T12:00:00Z');
  const ask = story.unread('ivo')[0]!;
  expect(ask.text).toMatch(
    /\[Take over\] \[Let it go on\] [^\n]*\n\(You get this because you lead or coordinate Atlas\./,
  );
  expect(told(story)).toEqual([
    // Midnight in Lisbon is in Ivo's quiet hours: he reads it at eight.
    '2026-11-04 07:00 ivo: Tom Okafor has left or is away for more than five working days. Take it over, cancel it, or let it go on?',
  ]);
  expect(story.words(await story.press('ivo', ask, 'Let it go on'))).toBe('It goes on as it is.');
  expect(story.words(await story.press('ivo', ask, 'Take over'))).toBe(
    'You speak for it now: you are asked whether it is still stuck.',
  );
  // What Tom wrote stays his.
  expect(story.now(card)).toMatch(/> The lift is slow\n> \(Tom Okafor\)\n/);
  expect(told(story)).toEqual([]);
});

test('a raiser who is away for five working days is waited for, and one who is back speaks for it again', async () => {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The lift is slow', when: 'just_telling' });
  told(story);
  await story.slash('tom', '/rondo away until 2026-11-06');
  await story.until('2026-11-03T09:00:00Z');
  expect(told(story)).toEqual([]);
  await story.slash('tom', '/rondo away until 2026-11-20');
  const ask = story.expectMessage('ivo', /^Tom Okafor has left or is away/);
  await story.slash('tom', '/rondo back');
  expect(story.now(ask)).not.toContain('Take over');
  expect(
    story.words(
      await story.chat.act('ivo', {
        act: 'press',
        button: 'escalation.takeOver',
        thing: 'escalation:atlas-1',
        epoch: 1,
      }),
    ),
  ).toBe('@Tom Okafor is here and speaks for it. Talk to them, or resolve or cancel it if you may.');
});

test('nobody at a level: the next one at once, and an admin who is there hears that the ladder is broken', async () => {
  const team = await small();
  const policy = { ...team.policy, 2: { ...team.policy[2], deputies: [] } };
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [{ ...team, policy }] });
  await story.slash('ivo', '/rondo away until 2026-11-20');
  await raise(story, 'tom', { what: 'The map service is down' });
  const form = await story.press('tom', story.unread('tom')[0]!, 'Escalate');
  told(story);
  const reply = await fill(story, 'tom', form, { reason: 'It needs money' });
  expect(story.words(reply)).toBe(
    'It is at level 3 (leadership) now. @Dana is asked to answer by Mon 2 Nov 13:45.',
  );
  expect(story.unread('dana')[0]?.text).toContain(
    'Why here: Nobody of level 2 (mediation) can be reached, so it was skipped.',
  );
  expect(story.unread('mia')[0]?.text).toContain('You get this because you run Rondo for Atlas.');
  expect(story.log.lines.splice(0)).toEqual([
    expect.stringMatching(/^Blocker atlas-1 of Atlas: Nobody can be reached at level 2 \(mediation\)\./),
  ]);
  expect(told(story)).toEqual([
    '2026-11-02 09:00 #atlas: atlas-1 · Level 3, leadership',
    '2026-11-02 09:00 dana: Can you help? If you take it, nobody else is asked.',
    '2026-11-02 09:00 mia: Nobody can be reached at level 2 (mediation). Please look at the people in the team file.',
  ]);
});

test('only the raiser is left: it stays with them, and they read that', async () => {
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom'))],
  });
  await story.slash('tom', '/rondo away until 2026-11-20');
  const reply = await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  expect(story.words(reply)).toBe(
    'Raised as atlas-1. Nobody else can be reached, so it stays with you for now.\n• Tom Okafor was not asked: away until Mon 23 Nov.',
  );
  expect(told(story)).toEqual([
    '2026-11-02 09:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-02 09:00 #atlas: Atlas · Mon 2 Nov',
    '2026-11-02 09:00 mia: Nobody else can be reached, so it stays with you for now. You can send it up.',
  ]);
});

const holidayOn =
  (date: string): Change =>
  (team) => {
    const closed = new Map([...team.calendar.closed, [date, 'Moving day']]);
    return { ...team, calendar: { ...team.calendar, closed } };
  };

test('the calendar changes: deadlines that have not passed move with it, and an old button says so', async () => {
  const story = await harness({ at: '2026-11-02T15:00:00Z', teams: [await small()] });
  await raise(story, 'tom', { what: 'The map service is down' });
  const card = story.unread('lea')[0]!;
  expect(story.now(card)).toContain('Resolve by: Tue 3 Nov 17:30');
  told(story);
  await story.redefine([holidayOn('2026-11-03')(await small())]);
  expect(story.now(card)).toContain('Resolve by: Wed 4 Nov 17:30');
  await story.redefine([holidayOn('2026-11-03')(await small())]);
  const press = {
    act: 'press',
    button: 'escalation.acknowledge',
    thing: 'escalation:atlas-1',
    epoch: 1,
  } as const;
  expect(story.words(await story.chat.act('lea', press))).toBe(
    'This has changed since your message was written. Its deadlines moved with the calendar (Mon 2 Nov 15:00). Look at its newest message.',
  );
  await story.until('2026-11-04T08:00:00Z');
  expect(told(story)).toEqual([
    '2026-11-02 16:00 lea: Nobody has taken this yet. Can you? If it is not resolved by Wed 4 Nov 17:30, it goes one level up.',
    '2026-11-02 16:00 mia: Nobody has taken this yet. Can you? If it is not resolved by Wed 4 Nov 17:30, it goes one level up.',
  ]);
  const events = await story.events('escalation:atlas-1');
  expect(events.filter(({ what }) => what === 'recomputed').map(({ why }) => why)).toEqual([
    'Hours or holidays have changed. It is to be resolved by Wed 4 Nov 17:30 now.',
  ]);
});

test('the owner leaves the team: whoever stands in is asked as soon as the files say so', async () => {
  const story = await ownedByLead();
  const team = await small();
  const members = team.members.map((member) => (member.id === 'ivo' ? { ...member, active: false } : member));
  await story.redefine([{ ...team, members }]);
  expect(told(story)).toEqual([
    '2026-11-02 09:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-11-02 09:30 dana: atlas-1 · Something is stopping team Atlas.',
    '2026-11-02 12:00 mia: Ivo Novak has left. Can you take this over?',
    '2026-11-02 12:00 tom: Ivo Novak has left, so Mia Sommer is asked now.',
  ]);
});
