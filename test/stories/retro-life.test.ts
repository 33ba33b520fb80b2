import { expect, test } from 'vitest';
import { formIn, type Harness } from '../harness.ts';
import { begun, FIVE, next, place, ROUND, reads, retroTeam, write } from './retro.ts';

const retroOf = (story: Harness) => story.store.read.retros.get(ROUND);

test('people leave and the team gets another name in the middle: the retro goes on, and the next one looks back on it', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Long meetings');
  for (const label of ['Show the cards', 'Group them', 'Vote', 'End the vote'])
    await next(story, 'mia', label);
  const form = formIn(await story.press('tom', place(story), 'Action'));
  const team = await retroTeam();
  const members = team.members.map((one) => ({
    ...one,
    active: one.active && !['kim', 'mia'].includes(one.id),
  }));
  await story.redefine([{ ...team, members }]);
  expect(await story.submit('tom', form, { what: 'Book a room', owner: 'kim', due: '2026-11-20' })).toEqual({
    reply: 'invalid',
    errors: { owner: 'Pick somebody of the team.' },
  });
  expect(await next(story, 'mia', 'Next topic')).toMatch(/^Only the people of Atlas/);
  expect(await next(story, 'ivo', 'Next topic')).toBe('On to the next topic.');

  const facilitator = { roles: [], people: ['tom'], pick: 'round_robin', turns: 'round' } as const;
  const rituals = team.rituals.map((one) => ({ ...one, facilitator }));
  const apollo = { ...team, members, rituals, id: 'apollo', was: 'atlas', name: 'Apollo' };
  await story.redefine([apollo]);
  // The form was opened under the old name.
  await story.submit('tom', form, { what: 'Book a room', owner: 'tom', due: '2026-11-20' });
  expect(await next(story, 'ivo', 'That was the last')).toBe('The retro is over. Thank you for leading it.');
  expect(await retroOf(story)).toMatchObject({ team: 'apollo', open: false });
  await story.advance('1m');
  expect(await story.store.read.rounds.get(ROUND)).toMatchObject({ state: 'closed' });

  await story.until('2026-11-09T09:05:00Z');
  const coming = story.all().find((one) => /Mon 9 Nov\nStep 1 of 6: look back/.test(story.now(one)));
  expect(coming && story.now(coming)).toContain('Book a room');
  story.ignore(/(?:)/);
  const left = story.log.lines.filter((line) => / has left\./.test(line));
  expect(story.log.lines).toEqual(left);
  story.log.lines.length = 0;
});

test('a paused team’s retro stands still: no button moves it on, its end waits, and it goes on afterwards', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing', 'Long meetings');
  await story.slash('ivo', '/rondo pause', '#atlas');
  expect(await next(story, 'mia', 'Show the cards')).toMatch(/^Atlas has been paused/);
  const sends = (id: string) =>
    story.command(
      id,
      FIVE[0]!,
      {
        act: 'submit',
        form: 'retro.cards',
        thing: `retro:${ROUND}`,
        epoch: 0,
        values: { 'column-0': 'Quiet' },
      },
      '#atlas',
    );
  expect(story.words(await sends('paused'))).toMatch(/^Atlas has been paused/);
  await story.until('2026-11-06T12:00:00Z');
  expect(await retroOf(story)).toMatchObject({ phase: 'collect', open: true });
  await story.slash('ivo', '/rondo resume', '#atlas');
  await story.advance('5m');
  expect(await retroOf(story)).toMatchObject({ phase: 'ended', open: false });
  expect(reads(story)).toMatch(/Not talked about\n• Pairing/);
  expect(story.words(await sends('resumed'))).toMatch(/form retro\.late/);
  story.ignore(/(?:)/);
});
