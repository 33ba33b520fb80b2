import { expect, test, vi } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { atlas, only, people } from '../atlas.ts';
import { harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { cards, whys } from './cases.ts';
import { clocks } from './leading.ts';

/** A running process with a beat each minute, on a machine whose clock can go wrong. Tom's blocker is due at 16:30. */
async function running() {
  const team = await atlas(only(), people('mia', 'tom', 'lea'));
  const story = await harness({ at: '2026-11-02T14:00:00Z', teams: [team], stepped: false });
  const right = story.clock.now;
  let off = 0;
  vi.spyOn(story.clock, 'now').mockImplementation(() => right() + off);
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  told(story);

  /** Lets minutes pass, with the clock wrong by that much. */
  async function minutes(count: number, wrongBy = 0): Promise<void> {
    off = wrongBy;
    for (let n = 0; n < count; n += 1) {
      story.clock.set(right() + MINUTE);
      await story.engine.beat.settle();
    }
  }
  const alarms = () => story.log.lines.splice(0).map((line) => line.split('. ')[0]);
  return { story, minutes, alarms };
}

test('the clock leaps two hours ahead and comes back: an alarm line, and nothing was escalated or sent', async () => {
  const { story, minutes, alarms } = await running();
  await minutes(30);
  expect(alarms()).toEqual([]);
  await minutes(1, 2 * HOUR);
  expect(alarms()).toEqual(['The clock leapt forward by over 5 minutes']);
  expect(await clocks(story)).toMatchObject({ level: 1, resolve: '2026-11-02T16:30:00.000Z' });
  await minutes(10);
  expect([await clocks(story), told(story), alarms()]).toMatchObject([{ level: 1 }, [], []]);
  // From here on it goes as if nothing had been.
  await minutes(109);
  expect([(await clocks(story)).level, alarms()]).toEqual([2, []]);
  expect(cards(story)).toContain('2026-11-02 16:30 ivo: atlas-1 · Level 2, mediation');
});

test('the clock is two hours ahead for good: the next beat confirms it, and then it climbs one level, once', async () => {
  const { story, minutes, alarms } = await running();
  await minutes(59);
  told(story);
  await minutes(1, 2 * HOUR);
  expect([await clocks(story), told(story)]).toMatchObject([{ level: 1 }, []]);
  await minutes(1, 2 * HOUR);
  expect(cards(story)).toEqual([
    '2026-11-02 17:01 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 17:01 ivo: atlas-1 · Level 2, mediation',
    '2026-11-02 17:01 tom: atlas-1 · Level 2, mediation',
  ]);
  await minutes(20, 2 * HOUR);
  expect(await whys(story, 'escalation:atlas-1', 'climbed')).toHaveLength(1);
  expect([cards(story), alarms()]).toEqual([[], ['The clock leapt forward by over 5 minutes']]);
});

test('the clock goes back by an hour: nothing that was told or climbed comes once more', async () => {
  const { story, minutes, alarms } = await running();
  await minutes(155);
  expect((await clocks(story)).level).toBe(2);
  const before = await clocks(story);
  told(story);
  await minutes(60, -HOUR);
  expect(alarms()).toEqual(['The clock went back by over 5 minutes']);
  expect(cards(story)).toEqual([]);
  expect(await clocks(story)).toEqual(before);
  expect(await whys(story, 'escalation:atlas-1', 'climbed', 'warned')).toHaveLength(2);
});
