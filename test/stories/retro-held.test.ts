import { expect, test } from 'vitest';
import { formIn, type Harness, harness, sentAt } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { does } from './leading.ts';
import { begun, next, place, ROUND, reads, retroTeam, usual, vote, write } from './retro.ts';

const LIVE = { mode: 'live', announce: 60, lasts: 60 } as const;

async function until(story: Harness, ...labels: string[]) {
  for (const label of labels) await next(story, 'mia', label);
}

test('a live retro opens with its announcement, writes to nobody who can come, and ends with the meeting', async () => {
  const story = await harness({
    at: '2026-11-02T07:30:00Z',
    teams: [await retroTeam(LIVE, ['mia', 'tom', 'lea'])],
  });
  await story.until('2026-11-02T08:05:00Z');
  expect(reads(story)).toMatch(/Step 2 of 6: write cards/);
  await write(story, 'lea', 'Pairing', 'Long meetings');
  await story.until('2026-11-02T09:10:00Z');
  await until(story, 'Show the cards', 'Group them', 'Vote');
  await vote(story, 'lea', 'Long meetings');
  await until(story, 'End the vote');
  expect(reads(story)).toMatch(
    /Topic 1 of 2: Long meetings \(1 vote\)\n10 minutes for it, 10:20 at the latest\./,
  );
  story.ignore(/^Monday|^Retro|^Weekly|^Atlas|^Your turn|facilitate/);
  story.expectNothing('lea');
  await story.until('2026-11-02T09:30:00Z');
  const mark = story.expectMessage('mia', /^10 minutes are over for “Long meetings”\./);
  expect(sentAt(mark)).toBe('2026-11-02 09:20');
  story.expectNothing('lea');
  story.expectNothing('tom');
  expect(story.words(await story.press('mia', mark, 'Next topic'))).toBe('On to the next topic.');
  expect(story.now(mark)).toBe('The retro has gone on: the time for this topic is over.');
  expect(await next(story, 'mia', 'That was the last')).toBe('The retro is over. Thank you for leading it.');
  expect(reads(story)).toContain('No actions came out of it.');
  expect((await story.store.read.rounds.get(ROUND))?.state).toBe('open');
  await story.until('2026-11-02T12:00:00Z');
  expect((await story.store.read.rounds.get(ROUND))?.state).toBe('closed');
  expect(await story.store.read.jobs.list('retro-time')).toEqual([]);
  usual(story);
  story.ignore(/./);
});

test('a meeting that is over ends its retro, whatever step it was at', async () => {
  const story = await harness({ at: '2026-11-02T07:30:00Z', teams: [await retroTeam(LIVE, ['mia', 'tom'])] });
  await story.until('2026-11-02T09:10:00Z');
  await write(story, 'tom', 'Pairing');
  await story.until('2026-11-02T12:00:00Z');
  expect(reads(story)).toMatch(/The meeting is over\.\n(.*\n)*Not talked about\n• Pairing/);
  story.ignore(/./);
});

test('a meeting that is left out takes its retro with it', async () => {
  const story = await harness({ at: '2026-11-02T07:30:00Z', teams: [await retroTeam(LIVE, ['mia', 'tom'])] });
  await story.until('2026-11-02T08:10:00Z');
  await write(story, 'tom', 'Pairing');
  const reply = await story.slash('mia', '/rituals skip weekly-planning today The room is taken');
  expect(story.words(reply)).toMatch(/does not take place/);
  expect(reads(story)).toMatch(/It does not take place\.\n(.*\n)*Not talked about\n• Pairing/);
  expect(await story.store.read.topics.find({ team: 'atlas', open: true })).toHaveLength(1);
  // Taken back, it begins again with the cards that are there.
  if (reply.reply !== 'message') throw new Error('Expected a message with a button.');
  const undo = reply.message.elements.flatMap((one) => (one.element === 'buttons' ? one.buttons : []))[0]!;
  await story.command(
    'undo',
    'mia',
    { act: 'press', button: undo.id, thing: undo.thing, epoch: undo.epoch },
    '#atlas',
  );
  await story.advance('1m');
  expect(reads(story)).toMatch(/Step 2 of 6: write cards\.[\s\S]*1 card\./);
  expect(await story.store.read.topics.find({ team: 'atlas', open: true })).toEqual([]);
  story.ignore(/./);
});

test('actions of the last retro come first: done, moved or kept; what is open comes again', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Long meetings');
  await until(story, 'Show the cards', 'Group them', 'Vote', 'End the vote');
  for (const what of ['Pair on Tuesdays', 'Cancel the sync', 'Ask for a room']) {
    const form = formIn(await story.press('tom', place(story), 'Action'));
    await story.submit('tom', form, { what, owner: 'tom', due: '2026-11-10' });
    expect(story.words(await story.submit('tom', form, { what, owner: 'tom', due: '2026-11-10' }))).toBe(
      'That is written down already.',
    );
  }
  const decided = formIn(await story.press('tom', place(story), 'Decision'));
  await story.submit('tom', decided, { what: 'No meetings on Friday' });
  await until(story, 'End the retro');
  expect(reads(story)).toMatch(/Actions\n(• .*\n){3}Decisions\n• No meetings on Friday/);
  usual(story);
  await story.until('2026-11-09T09:05:00Z');
  const second = story.all().find(({ to, text }) => to === '#atlas >' && /look back/.test(text))!;
  expect(story.now(second)).toMatch(/Step 1 of 6: look back\..*Cards can be written already/s);
  expect(story.now(second)).toContain('Ask for a room (Tom Okafor, due Tue 10 Nov)');
  const press = async (label: string, what: string, who = 'tom') => {
    const [action] = (await story.store.read.actions.find({ team: 'atlas' })).filter(
      (one) => one.what === what,
    );
    const button = `retro.${label}`;
    const act = { act: 'press', button, thing: `action:${action!.id}`, epoch: 0 } as const;
    return story.command(`${label} ${who}`, who, act, '#atlas');
  };
  expect(story.words(await press('done', 'Pair on Tuesdays', 'raj'))).toMatch(/^Only @Tom Okafor/);
  expect(story.words(await press('done', 'Pair on Tuesdays'))).toBe('Done. Thank you.');
  const move = formIn(await press('move', 'Cancel the sync'));
  await story.submit('tom', move, { due: '2026-11-20', why: 'The room is taken' });
  await press('keep', 'Ask for a room', 'raj');
  expect(story.now(second)).not.toContain('Pair on Tuesdays');
  expect(story.now(second)).toMatch(/Ask for a room .*– kept/);
  expect(story.now(second)).toContain('Cancel the sync (Tom Okafor, due Fri 20 Nov');
  await story.press('mia', second, 'Go on to the cards');
  expect(story.words(await press('keep', 'Cancel the sync'))).toMatch(/^The retro looks back no more/);
  usual(story);
  story.ignore(/^(Due|Was due)/);
});

test('a blocker that keeps coming back arrives as a topic, and is covered only when it was talked about', async () => {
  const story = await harness({ at: '2026-10-26T08:00:00Z', teams: [await retroTeam()] });
  for (const id of [1, 2, 3]) {
    await raise(story, 'tom', { what: 'The map service is down', needs: ['mia'] });
    await does(story, 'tom', 'Resolve', { how: 'Restarted it' }, `atlas-${id}`);
  }
  await story.slash('mia', '/retro More sun');
  told(story);
  await story.until('2026-10-26T09:30:00Z');
  story.ignore(/./);
  await story.until('2026-11-02T09:05:00Z');
  const now = () =>
    story.now(
      story
        .all()
        .filter(({ to, text }) => to === '#atlas >' && /Retro · Mon 2 Nov/.test(text))
        .at(-1)!,
    );
  expect(now()).toMatch(/On the list for the next retro\n• .*map service.*\n• More sun/);
  const press = async (button: string, epoch: number) =>
    story.command(
      `${button}${epoch}`,
      'mia',
      { act: 'press', button, thing: `retro:${ROUND}`, epoch },
      '#atlas',
    );
  for (const epoch of [0, 1, 2, 3]) await press('retro.next', epoch);
  expect(now()).toMatch(
    /Topic 1 of 2: The map service is down.*\n• The map service is down – keeps coming back, 3 times by now/,
  );
  await press('retro.next', 4);
  await press('retro.end', 5);
  const topics = await story.store.read.topics.find({ team: 'atlas' }, { order: 'at' });
  expect(topics.map(({ text, open }) => `${text} ${open}`)).toEqual([
    'The map service is down false',
    'More sun true',
  ]);
  expect(topics[0]?.covered?.round).toBe(ROUND);
  await story.until('2026-11-04T12:00:00Z');
  expect((await story.store.read.topics.find({ team: 'atlas', open: true })).map(({ text }) => text)).toEqual(
    ['More sun'],
  );
  story.ignore(/./);
});

test('whoever leads starts a retro by hand, in a format or with own columns; others cannot, and one at a time is enough', async () => {
  const story = await harness({ at: '2026-11-03T09:00:00Z', teams: [await retroTeam()] });
  const start = async (who: string, words: string) =>
    story.words(await story.slash(who, `/retro ${words}`, '#atlas'));
  expect(await start('raj', 'start sailboat')).toMatch(
    /^Only the lead, the coordinator, an admin or whoever facilitates/,
  );
  expect(await start('ivo', 'start columns: Good')).toMatch(/^Name 2 to 5 different columns/);
  expect(await start('ivo', 'start writing tests earlier')).toMatch(/^On the list for the next retro/);
  expect(await start('ivo', 'start four Ls')).toMatch(/^The retro of Atlas has begun.*You lead it\.$/);
  expect(await start('ivo', 'start')).toMatch(/^A retro of Atlas is going on already/);
  expect(reads(story)).toMatch(
    /• Liked\n• Learned\n• Lacked\n• Longed for\n.*\nOn the list for the next retro\n• start writing tests/s,
  );
  expect(await start('raj', '')).toMatch(/Step 2 of 6: write cards/);
  await story.advance('5m');
  story.expectMessage('raj', /has begun/);
  await write(story, 'raj', 'Pairing');
  await story.until('2026-11-12T12:00:00Z');
  const [retro] = await story.store.read.retros.find({ team: 'atlas' }, { order: 'at' });
  expect(retro).toMatchObject({ phase: 'ended', by: 'ivo', ended: { why: 'Its time is up.' } });
  expect(await start('ivo', 'start columns Good, Bad')).toMatch(/has begun|is going on already/);
  story.ignore(/./);
});

test('an action of a retro that was started by hand says where it comes from', async () => {
  const story = await harness({ at: '2026-11-03T09:00:00Z', teams: [await retroTeam()] });
  await story.slash('ivo', '/retro start sailboat', '#atlas');
  await write(story, 'raj', 'Pairing');
  for (const label of ['Show the cards', 'Discuss']) await next(story, 'ivo', label);
  const form = formIn(await story.press('raj', place(story), 'Action'));
  await story.submit('raj', form, { what: 'Pair', owner: 'raj', due: '2026-11-30' });
  expect(await story.store.read.actions.find({ team: 'atlas' })).toMatchObject([
    { what: 'Pair', from: 'retro:atlas/retro-by-hand/1' },
  ]);
  story.ignore(/./);
});

test('a loud retro has a message of its own in the channel', async () => {
  const story = await begun({ loud: true });
  const own = story.expectMessage('#atlas', /Step 2 of 6: write cards/);
  const form = formIn(await story.press('raj', own, 'Write cards'));
  await story.submit('raj', form, { 'column-0': 'Pairing' });
  expect(story.now(own)).toContain('1 card.');
  usual(story);
});

test('whoever is away is asked in their first morning back, and not at all when the retro is over by then', async () => {
  const story = await harness({ at: '2026-11-01T08:00:00Z', teams: [await retroTeam()] });
  await story.slash('kim', '/rondo away until 2026-11-02');
  await story.slash('raj', '/rondo away until 2026-11-06');
  await story.until('2026-11-04T12:00:00Z');
  expect(sentAt(story.expectMessage('kim', /has begun/))).toMatch(/^2026-11-03/);
  expect(story.unread('raj').filter(({ text }) => /has begun/.test(text))).toEqual([]);
  story.ignore(/./);
});
