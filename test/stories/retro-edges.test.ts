import { expect, test } from 'vitest';
import type { Store } from '../../src/ports.ts';
import { mortal } from '../faults.ts';
import { formIn, type Harness, harness } from '../harness.ts';
import { begun, next, place, ROUND, reads, retroTeam, usual, vote, write } from './retro.ts';

const retroOf = (story: Harness) => story.store.read.retros.get(ROUND);
const cardsOf = async (story: Harness) =>
  (await story.store.read.cards.find({ retro: ROUND }))
    .map(({ column, text }) => `${column}: ${text}`)
    .sort();

/** The same press twice, as two events. */
async function twice(story: Harness, who: string, button: string, epoch: number) {
  const act = { act: 'press', button, thing: `retro:${ROUND}`, epoch } as const;
  const first = await story.command(`${button}-1-${epoch}`, who, act, '#atlas');
  const second = await story.command(`${button}-2-${epoch}`, who, act, '#atlas');
  return [story.words(first), story.words(second)];
}

test('a double click on Next goes on once; the second click reads what happened', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Long meetings');
  expect(await twice(story, 'mia', 'retro.next', 0)).toEqual([
    'All cards are shown now.',
    'The retro has gone on meanwhile. The cards are shown and read now. Nothing was changed.',
  ]);
  expect(await retroOf(story)).toMatchObject({ phase: 'reveal', step: 1 });
  expect(await twice(story, 'mia', 'retro.end', 1)).toEqual([
    'The retro is over. Thank you for leading it.',
    'This retro is over. /retro shows what the next one will talk about. Nothing was changed.',
  ]);
  usual(story);
});

test('only whoever leads it moves it on; people of another team see nothing of it', async () => {
  const atlas = await retroTeam();
  const borea = {
    ...atlas,
    id: 'borea',
    name: 'Borea',
    channel: '#borea',
    rituals: [],
    members: atlas.members.slice(0, 1).map((member) => ({ ...member, id: 'nora', name: 'Nora Berg' })),
    coordinator: 'nora',
    admins: [],
  };
  const story = await harness({ at: '2026-11-02T08:00:00Z', teams: [atlas, borea] });
  await story.until('2026-11-02T09:05:00Z');
  await write(story, 'raj', 'Pairing');
  const no = 'Only whoever leads the retro can do this: Mia Sommer or Ivo Novak. Nothing was changed.';
  for (const label of ['Show the cards', 'End the retro']) expect(await next(story, 'raj', label)).toBe(no);
  for (const button of ['retro.write', 'retro.next', 'retro.vote', 'retro.group', 'retro.action']) {
    const reply = await story.command(button, 'nora', {
      act: 'press',
      button,
      thing: `retro:${ROUND}`,
      epoch: 0,
    });
    expect(story.words(reply)).toBe(
      'Only the people of Atlas and those it invites take part in this retro. Nothing was changed.',
    );
  }
  const forged = {
    act: 'submit',
    form: 'retro.cards',
    thing: `retro:${ROUND}`,
    epoch: 0,
    values: { 'column-0': 'x' },
  } as const;
  expect((await story.command('forged', 'nora', forged)).reply).toBe('refused');
  expect(await cardsOf(story)).toEqual(['Start: Pairing']);
  usual(story);
});

test('what belongs to another phase is refused, and says which phase it is', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Long meetings');
  const act = (button: string) =>
    story.command(`early ${button}`, 'mia', { act: 'press', button, thing: `retro:${ROUND}`, epoch: 0 });
  expect(story.words(await act('retro.vote'))).toBe(
    'The vote has not begun. It collects cards now. Nothing was changed.',
  );
  expect(story.words(await act('retro.group'))).toBe(
    'Cards can be grouped only after they were read, before the vote. It collects cards now. Nothing was changed.',
  );
  expect(story.words(await act('retro.action'))).toMatch(
    /^Actions and decisions are written down while topics/,
  );
  expect(story.words(await act('retro.accept'))).toMatch(/It collects cards now/);
  usual(story);
});

test('a card that comes during the vote is refused kindly, and offered as a topic of the next retro without a name', async () => {
  const story = await begun();
  const form = formIn(await story.press('kim', place(story), 'Write cards'));
  await write(story, 'raj', 'Pairing', 'Long meetings');
  for (const label of ['Show the cards', 'Group them', 'Vote']) await next(story, 'mia', label);
  const late = formIn(await story.submit('kim', form, { 'column-0': 'Fewer tools\nMore sun' }));
  expect(late.id).toBe('retro.late');
  expect(JSON.stringify(late.parts)).toMatch(/no more are taken.*Nothing was saved yet.*without your name/);
  expect(late.parts.at(-1)).toMatchObject({ input: { value: 'Fewer tools\nMore sun' } });
  expect(story.words(await story.submit('kim', late, { topics: 'Fewer tools\nMore sun' }))).toBe(
    'On the list for the next retro of Atlas, without your name.',
  );
  expect(await cardsOf(story)).toEqual(['Start: Pairing', 'Stop: Long meetings']);
  const topics = await story.store.read.topics.find({ team: 'atlas', open: true });
  expect(topics.map(({ text }) => text).sort()).toEqual(['Fewer tools', 'More sun']);
  expect(JSON.stringify(topics)).not.toMatch(/kim|"by"/);
  expect(reads(story)).not.toContain('Fewer tools');
  usual(story);
});

test('a retro that nobody writes cards for cannot be shown, and ends quietly with its round', async () => {
  const story = await begun();
  expect(await next(story, 'mia', 'Show the cards')).toBe(
    'There are no cards yet, and no topics on the list. Wait a little, or end the retro.',
  );
  await story.until('2026-11-04T12:00:00Z');
  expect(reads(story)).toBe(
    'Retro · Mon 2 Nov\nThe retro is over. Its time is up.\nNobody wrote a card this time, so there was nothing to talk about.',
  );
  expect(await story.store.read.rounds.get(ROUND)).toMatchObject({ state: 'closed' });
  expect(await story.store.read.topics.find({ team: 'atlas' })).toEqual([]);
  usual(story);
});

test('left standing, it ends with its round and with what there is: cards are shown, votes counted, the rest is kept', async () => {
  const hidden = await begun();
  await write(hidden, 'raj', 'Pairing', 'Long meetings');
  await hidden.until('2026-11-05T12:00:00Z');
  expect(reads(hidden)).toMatch(
    /Its time is up\.\n.*Not talked about\n• Pairing\n• Long meetings\nIt is on the list/s,
  );
  usual(hidden);

  const voting = await begun();
  await write(voting, 'raj', 'Pairing', 'Long meetings');
  for (const label of ['Show the cards', 'Group them', 'Vote']) await next(voting, 'mia', label);
  await vote(voting, 'kim', 'Long meetings');
  await voting.until('2026-11-05T12:00:00Z');
  expect(await retroOf(voting)).toMatchObject({ phase: 'ended', open: false, voters: 1, left: 2 });
  expect((await retroOf(voting))?.groups.map(({ votes }) => votes)).toEqual([1, 0]);
  expect(await voting.store.read.ballots.find({})).toEqual([]);
  usual(voting);
});

test('ended by hand, an async retro closes its round at once', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing');
  await next(story, 'ivo', 'End the retro');
  await story.advance('1m');
  expect(await story.store.read.rounds.get(ROUND)).toMatchObject({ state: 'closed' });
  expect(reads(story)).toContain('It was ended by hand.');
  usual(story);
});

test('a process that is killed while it goes on has either gone on or not, and goes on afterwards', async () => {
  const team = await retroTeam();
  let process: ReturnType<typeof mortal> | undefined;
  const storing = (store: Store) => {
    process = mortal(store);
    return process.store;
  };
  const story = await harness({ at: '2026-11-02T08:00:00Z', teams: [team], storing });
  await story.until('2026-11-02T09:05:00Z');
  await write(story, 'raj', 'Pairing', 'Long meetings');
  process?.kill();
  const shown = place(story);
  expect(story.words(await story.press('mia', shown, 'Show the cards'))).toMatch(/not saved/i);
  story.log.lines.length = 0;
  await story.close();
  const after = await harness({ at: '2026-11-02T09:20:00Z', teams: [team], before: story });
  await after.advance('1m');
  expect(await retroOf(after)).toMatchObject({ phase: 'collect', step: 0 });
  expect(await next(after, 'mia', 'Show the cards')).toBe('All cards are shown now.');
  await after.close();
  const third = await harness({ at: '2026-11-02T09:30:00Z', teams: [team], before: after });
  await third.advance('1m');
  expect(reads(third)).toMatch(/Step 3 of 6: read\..*• Pairing/s);
  expect(await third.store.read.retros.find({})).toHaveLength(1);
  usual(third);
});

test('a form that is sent twice leaves its cards once', async () => {
  const story = await begun();
  const form = formIn(await story.press('raj', place(story), 'Write cards'));
  const thanks = 'Your cards are in, without your name. Thank you.';
  for (const _ of [1, 2])
    expect(story.words(await story.submit('raj', form, { 'column-0': 'Pairing' }))).toBe(thanks);
  expect(reads(story)).toContain('1 card.');
  usual(story);
});

test('cards keep every sign as it is: markup, mentions, writing from right to left; nothing is called, nothing turned', async () => {
  const story = await begun();
  const odd = [
    '*bold* <!channel> @here <@U1>',
    '</p><script>alert(1)</script>',
    'שלום עולם \u202Eabc',
    '=SUM(A1)',
    '👩‍👩‍👧 good',
  ];
  await write(story, 'raj', odd.join('\r\n'), '  \n - \n');
  await next(story, 'mia', 'Show the cards');
  for (const words of [odd[0]!, odd[1]!, 'שלום עולם abc', '=SUM(A1)', '👩‍👩‍👧 good'])
    expect(reads(story)).toContain(words);
  expect(JSON.stringify(place(story).post.message)).not.toMatch(/\u202e|"channel":|"person":"U1"/);
  expect((await story.store.read.cards.find({ retro: ROUND })).length).toBe(5);
  usual(story);
});

test('what does not fit is said at its field, and nothing of the form is kept', async () => {
  const story = await begun();
  const long = await write(story, 'raj', 'Fine', `Good\n${'x'.repeat(401)}`);
  expect(long).toEqual({
    reply: 'invalid',
    errors: {
      'column-1': 'Card 2 here is longer than 400 characters. Please shorten it, or make two of it.',
    },
  });
  expect(story.words(await write(story, 'raj', '', ' \n '))).toMatch(/^Write at least one card/);
  expect(await cardsOf(story)).toEqual([]);
  const many = (from: number) => Array.from({ length: 30 }, (_, at) => `Card ${from + at}`).join('\n');
  for (const from of [0, 30]) await write(story, 'raj', many(from));
  expect(story.words(await write(story, 'tom', many(60)))).toMatch(
    /^A retro takes up to 80 cards.*Nothing was saved/,
  );
  expect(reads(story)).toContain('60 cards.');
  usual(story);
});

test('nobody has more votes than others; votes can be changed until the vote ends', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing\nQuiet hours', 'Long meetings\nLate specs');
  for (const label of ['Show the cards', 'Group them', 'Vote']) await next(story, 'mia', label);
  const all = ['Pairing', 'Quiet', 'Long', 'Late'];
  expect(story.words(await vote(story, 'kim', ...all))).toBe('You have 3 votes, and picked 4 topics.');
  await vote(story, 'kim', 'Pairing');
  const again = formIn(await story.press('kim', place(story), 'Vote'));
  expect(JSON.stringify(again)).toMatch(/"value":\["/);
  expect(story.words(await vote(story, 'kim', 'Late', 'Long'))).toBe(
    'Your 2 votes are in. You can change that until the vote ends.',
  );
  expect(reads(story)).toContain('1 person has voted');
  await next(story, 'mia', 'End the vote');
  expect((await retroOf(story))?.groups.map(({ votes }) => votes)).toEqual([1, 1, 0, 0]);
  usual(story);
});

test('groups are made and taken apart by hand, and a suggestion that was refused does not come back', async () => {
  const story = await begun();
  await write(story, 'raj', 'Slow builds\nBuilds are slow', 'Long meetings');
  for (const label of ['Show the cards', 'Group them']) await next(story, 'mia', label);
  const old = (await retroOf(story))!.version;
  await next(story, 'mia', 'They differ');
  expect(reads(story)).not.toContain('sound alike');
  const accept = { act: 'press', button: 'retro.accept', thing: `retro:${ROUND}`, epoch: old } as const;
  expect(story.words(await story.command('stale', 'mia', accept))).toMatch(
    /^The groups have changed meanwhile/,
  );
  const form = formIn(await story.press('mia', place(story), 'Group'));
  const ids = (await retroOf(story))!.groups.map(({ id }) => id);
  await story.submit('mia', form, { together: [ids[0]!, ids[2]!], name: 'Waiting' });
  expect(reads(story)).toMatch(/• Waiting \(2 cards\)\n• Slow builds\n/);
  const split = formIn(await story.press('mia', place(story), 'Group'));
  await story.submit('mia', split, { apart: ids[0]! });
  expect((await retroOf(story))?.groups).toHaveLength(3);
  expect((await story.submit('mia', split, { apart: ids[0]! })).reply).toBe('invalid');
  expect((await story.submit('mia', split, { together: ids.slice(0, 1) })).reply).toBe('invalid');
  expect(story.words(await story.press('raj', place(story), 'Group'))).toMatch(
    /^Only whoever leads the retro/,
  );
  usual(story);
});
