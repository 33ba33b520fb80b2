import { expect, test } from 'vitest';
import { atlas, people, sync } from '../atlas.ts';
import { harness } from '../harness.ts';

test('the doctor says who can be reached and what is wrong now', async () => {
  const team = await atlas(sync, people('mia', 'tom', 'lea'));
  const members = team.members.map((one) => (one.id === 'lea' ? { ...one, active: false } : one));
  const story = await harness({ at: '2026-11-02T10:00:00Z', teams: [{ ...team, members }] });
  await story.store.transact(async (tx) => void (await tx.identities.delete('playground/ivo')));
  const look = async () => story.words(await story.slash('mia', '/rondo doctor'));

  expect(await look()).toMatch(
    /^Atlas: who can be reached\n• Mia Sommer: ok, Europe\/Berlin\n• Tom Okafor: ok.*\n• Lea Moreau: deactivated.*\n• Ivo Novak: not found/,
  );
  expect(await look()).toMatch(/yours to mend\nNone\./);
  await story.engine.alarm({ key: 'x', text: 'The disk is full.', team: 'atlas' });
  await story.engine.beat.settle();
  expect(await look()).toMatch(/yours to mend\n• The disk is full\./);
  expect(story.words(await story.slash('tom', '/rondo doctor'))).not.toContain('disk');
  story.log.lines.length = 0;
  story.ignore(/./);
});
