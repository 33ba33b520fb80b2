import { expect, test } from 'vitest';
import { type House, house, only } from './house.ts';

/** Tom raises what a message in the channel says, on Tuesday at ten in Berlin, and asks Lea and Raj. */
async function raised(): Promise<House> {
  const rondo = await house({ at: '2026-11-03T09:00:00Z', team: only() });
  const message = {
    channel: '#atlas',
    ts: '1795235254.000101',
    text: 'The map service is down &amp; nobody knows why',
  };
  const form = await rondo.opens('tom', () => rondo.shortcut('tom', 'raise_blocker_message', message));
  expect(form.view.blocks).toContainEqual(
    expect.objectContaining({
      block_id: 'blocker.what',
      element: expect.objectContaining({ initial_value: 'The map service is down & nobody knows why' }),
    }),
  );
  expect((await rondo.submit('tom', form, { what: ' ' })).errors).toEqual({
    'blocker.what': 'Say what is stopping you.',
  });
  expect(
    await rondo.submit('tom', form, { needs: ['lea', 'raj'], what: 'The map *service* is down' }),
  ).toEqual({});
  return rondo;
}

/** Everything posted about it, by place, as it reads now. */
function cards(rondo: House, place: string): string[] {
  const there = rondo.slack.state.posts.filter((post) => post.place === place);
  return there
    .map((post) => rondo.shown(post))
    .filter((words) => words.includes('The map *service*') && !words.includes('Open blockers'));
}

test('a blocker from the menu of a message keeps the way back to it, and reaches those who can help', async () => {
  const rondo = await raised();
  expect(rondo.told()).toEqual([
    '2026-11-03 09:00 #atlas >: atlas-1 · Level 1, team',
    '2026-11-03 09:00 #atlas: Atlas · Tue 3 Nov',
    '2026-11-03 09:00 lea: Can you help? If you take it, nobody else is asked.',
    '2026-11-03 09:00 raj: Can you help? If you take it, nobody else is asked.',
    '2026-11-03 09:00 tom: You raised this. Here you see how it goes on.',
  ]);
  const link = `https://acme.slack.com/archives/${rondo.slack.channelId('#atlas')}/p1795235254000101`;
  for (const to of ['lea', 'raj', 'tom', '#atlas >'])
    expect(rondo.shown(rondo.message(to, /atlas-1/))).toContain(link);
});

test('who takes it first has it: all cards say so, wherever they stand, and the second one is told', async () => {
  const rondo = await raised();
  const old = rondo.message('raj', /atlas-1/);
  const [button] = old.blocks.filter((block) => JSON.stringify(block).includes('I take it'));
  const lea = rondo.message('lea', /atlas-1/);
  expect(await rondo.hears('lea', () => rondo.click('lea', lea, 'I take it'))).toMatch(/^It is yours now/);
  await rondo.until('2026-11-03T09:01:00Z');
  for (const to of ['lea', 'raj', 'tom', '#atlas']) {
    expect(cards(rondo, to).length).toBeGreaterThan(0);
    for (const card of cards(rondo, to)) expect(card).toMatch(/Owner\*\n(<@lea>|Lea Moreau)/);
  }
  expect(JSON.stringify(old.blocks)).not.toContain('I take it');
  old.blocks = [button];
  expect(await rondo.hears('raj', () => rondo.click('raj', old, 'I take it'))).toMatch(/lea/i);
});

test('it climbs to leadership by itself, is resolved there with a form, and everybody who was told is told', async () => {
  const rondo = await raised();
  rondo.told();
  await rondo.until('2026-11-03T16:31:00Z');
  expect(rondo.told()).toEqual(
    expect.arrayContaining([
      '2026-11-03 16:30 #atlas: atlas-1 · Level 2, mediation',
      '2026-11-03 16:30 ivo: Can you help? If you take it, nobody else is asked.',
      '2026-11-03 16:30 tom: This is at level 2 (mediation) now.',
    ]),
  );
  await rondo.until('2026-11-04T16:31:00Z');
  expect(rondo.told()).toEqual(
    expect.arrayContaining([
      '2026-11-04 08:30 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
      '2026-11-04 16:30 #atlas: atlas-1 · Level 3, leadership',
      '2026-11-04 16:30 dana: Can you help? If you take it, nobody else is asked.',
    ]),
  );
  for (const to of ['#atlas', 'tom', 'dana'])
    for (const card of cards(rondo, to)) expect(card).toMatch(/Level 3, leadership|Working thread/);
  const dana = rondo.message('dana', /^Can you help\?/);
  await rondo.hears('dana', () => rondo.click('dana', dana, 'I take it'));
  const form = await rondo.opens('dana', () => rondo.click('dana', dana, 'Resolve'));
  expect((await rondo.submit('dana', form, { how: 'A second server' })).errors).toHaveProperty('plan');
  const words = { how: 'A second server', learning: 'Watch the disk', plan: 'Dana buys a second server' };
  expect(await rondo.hears('dana', () => rondo.submit('dana', form, words))).toBe(
    'Resolved. Everybody who was told hears of it.',
  );
  rondo.told();
  await rondo.until('2026-11-05T12:00:00Z');
  for (const to of ['#atlas', 'tom', 'lea', 'raj', 'ivo', 'mia'])
    for (const card of cards(rondo, to)) expect(card).toMatch(/^atlas-1 · resolved|Working thread/);
  for (const to of ['tom', 'lea', 'raj', 'ivo', 'mia'])
    expect(cards(rondo, to).filter((card) => card.includes('A second server')).length).toBeGreaterThan(0);
  const outside = rondo.slack.posts('#atlas-stakeholders').map((post) => rondo.shown(post));
  expect(outside.at(-1)).toMatch(/^atlas-1 · What was stopping team Atlas is solved\./);
  expect(outside.join()).not.toContain('map');
  expect((await rondo.store.read.escalations.get('atlas-1'))?.state).toBe('resolved');
});
