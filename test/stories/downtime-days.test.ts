import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual, sync } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise, told } from './blockers.ts';

/** The process is gone from now on, and another one starts then. */
async function downUntil(story: Harness, at: string, teams: readonly Team[]): Promise<Harness> {
  await story.close();
  const next = await harness({ at, teams, before: story });
  await next.until(at);
  return next;
}

async function reasons(story: Harness, what: string): Promise<string[]> {
  const events = await story.store.read.events.find({ what }, { order: 'at' });
  return events.map(({ about, why }) => `${about}: ${why}`).sort();
}

test('three days down, from Tuesday evening to Friday evening: one level, one late digest, and every round missed with the reason', async () => {
  const week = only('morning-sync', 'weekly-review', 'weekly-digest');
  const teams = [await atlas(week, people('mia', 'tom'))];
  const story = await harness({ at: '2026-11-03T09:30:00Z', teams });
  await story.until('2026-11-03T15:30:00Z');
  // Too late for the same day: level 1 has until Wednesday's close, two days before anybody looks again.
  await raise(story, 'tom', { what: 'The map service is down' });
  await story.until('2026-11-03T17:30:00Z');
  told(story);

  const next = await downUntil(story, '2026-11-06T17:00:00Z', teams);
  expect(next.unread('ivo')[0]?.text).toMatch(/Answer by: Mon 9 Nov 11:00\nResolve by: Tue 10 Nov 09:00\n/);
  expect(next.unread('dana')[0]?.text).toMatch(
    /^Atlas: digest, Fri 30 Oct to Fri 6 Nov\nThis digest comes late: it was due on Fri 6 Nov\.\n/,
  );
  expect(told(next)).toEqual([
    '2026-11-06 17:00 #atlas >: atlas-1 · Working thread',
    '2026-11-06 17:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-06 17:00 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-06 17:00 dana: Atlas: digest, Fri 30 Oct to Fri 6 Nov',
    '2026-11-06 17:00 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-11-06 17:00 tom: This is at level 2 (mediation) now.',
  ]);
  expect(await next.store.read.escalations.get('atlas-1')).toMatchObject({ level: 2 });
  const notRunning = 'Rondo was not running at that time';
  expect((await reasons(next, 'missed')).filter((line) => line.startsWith('round:'))).toEqual([
    `round:atlas/morning-sync/2026-11-04: ${notRunning}`,
    `round:atlas/morning-sync/2026-11-05: ${notRunning}`,
    `round:atlas/morning-sync/2026-11-06: ${notRunning}`,
    `round:atlas/weekly-review/2026-11-06: ${notRunning}`,
  ]);
  expect((await reasons(next, 'missed')).filter((line) => line.startsWith('prompt:'))).toEqual(
    ['04', '05', '06'].flatMap((day, at) =>
      ['mia', 'tom'].map(
        (who) =>
          `prompt:atlas/morning-sync/2026-11-${day}/${who}: Rondo was not running at ${['Wed 4', 'Thu 5', 'Fri 6'][at]} Nov 09:00, and it was too late afterwards`,
      ),
    ),
  );
  expect(await reasons(next, 'warning dropped')).toEqual([
    'escalation:atlas-1: It came after the time to resolve it had passed.',
  ]);

  // Nothing of it comes once more, neither now nor after another start.
  const last = await downUntil(next, '2026-11-06T18:00:00Z', teams);
  await last.until('2026-11-09T06:59:00Z');
  expect(told(last)).toEqual([]);
});

test('down over a weekend, from Friday noon to Monday morning: the prompt comes late with time to answer, all else once', async () => {
  const week = only('morning-sync', 'weekly-review', 'weekly-digest');
  const teams = [await atlas(week, people('mia', 'tom'))];
  const story = await harness({ at: '2026-11-06T07:30:00Z', teams });
  await story.until('2026-11-06T09:30:00Z');
  await raise(story, 'tom', { what: 'The map service is down' });
  await story.until('2026-11-06T10:45:00Z');
  told(story);

  const next = await downUntil(story, '2026-11-09T09:30:00Z', teams);
  expect(next.unread('mia')[0]?.text).toMatch(/^Hi Mia, Morning sync is open until 12:30\.\n/);
  expect(next.unread('tom')[0]?.text).toMatch(
    /^This is at level 2[\s\S]*\n---\nHi Tom, Morning sync is open until 11:30\.\n/,
  );
  expect(told(next)).toEqual([
    '2026-11-09 09:30 #atlas >: Morning sync · Mon 9 Nov',
    '2026-11-09 09:30 #atlas >: atlas-1 · Working thread',
    '2026-11-09 09:30 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Mon 9 Nov',
    '2026-11-09 09:30 #atlas: Atlas · Mon 9 Nov',
    '2026-11-09 09:30 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-09 09:30 dana: Atlas: digest, Fri 30 Oct to Mon 9 Nov',
    '2026-11-09 09:30 ivo: Can you help? If you take it, nobody else is asked.',
    '2026-11-09 09:30 mia: Hi Mia, Morning sync is open until 12:30.',
    '2026-11-09 09:30 tom: This is at level 2 (mediation) now.',
  ]);
  await next.until('2026-11-09T11:29:00Z');
  expect(told(next)).toEqual([
    '2026-11-09 10:00 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.',
    '2026-11-09 10:00 dana: atlas-1 · Something is stopping team Atlas.',
    // Half an hour before the later due.
    '2026-11-09 11:00 mia: Morning sync closes in 30 minutes, at 12:30. A line or two is enough, and “nothing new” is an answer too.',
    '2026-11-09 11:00 tom: Morning sync closes in 30 minutes, at 11:30. A line or two is enough, and “nothing new” is an answer too.',
  ]);
});

test('two Fridays missed: one late digest covers both', async () => {
  const teams = [await atlas(only('weekly-digest'), people('mia', 'tom'))];
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams });
  const next = await downUntil(story, '2026-11-16T09:00:00Z', teams);
  expect(told(next)).toEqual([
    '2026-11-16 09:00 #atlas-stakeholders: Atlas: digest, Fri 30 Oct to Mon 16 Nov',
    '2026-11-16 09:00 dana: Atlas: digest, Fri 30 Oct to Mon 16 Nov',
  ]);
  expect(await reasons(next, 'left out')).toEqual([
    'digest:atlas/2026-11-13: the late digest before it covers this time too',
  ]);
});

/** Down from Wednesday evening to half past ten on Thursday, after the question should have come. */
async function missedMorning(catchUp: 'send' | 'merge' | 'drop') {
  const teams = [
    await atlas(
      sync,
      people('mia', 'lea'),
      ritual('morning-sync', () => ({ catchUp })),
    ),
  ];
  const lea = { ...teams[0]!.members.find(({ id }) => id === 'mia')!, id: 'lea', name: 'Lea Moreau' };
  const members = teams[0]!.members.map((member) => (member.id === 'lea' ? lea : member));
  const team = { ...teams[0]!, members };
  const story = await harness({ at: '2026-11-04T17:00:00Z', teams: [team] });
  await story.until('2026-11-04T17:01:00Z');
  told(story);
  const next = await downUntil(story, '2026-11-05T09:30:00Z', [team]);
  next.ignore(/^You facilitate/);
  return next;
}

test('catch_up: send asks at once, and gives the whole time to answer', async () => {
  const story = await missedMorning('send');
  expect(told(story)).toEqual([
    '2026-11-05 09:30 #atlas >: Morning sync · Thu 5 Nov',
    '2026-11-05 09:30 #atlas: Atlas · Thu 5 Nov',
    '2026-11-05 09:30 lea: Hi Lea, Morning sync is open until 12:30.',
    '2026-11-05 09:30 mia: Hi Mia, Morning sync is open until 12:30.',
  ]);
});

test('catch_up: merge asks for the missed date with the next prompt, once', async () => {
  const story = await missedMorning('merge');
  expect(told(story)).toEqual([
    '2026-11-05 09:30 #atlas >: Morning sync · Thu 5 Nov',
    '2026-11-05 09:30 #atlas: Atlas · Thu 5 Nov',
  ]);
  await story.until('2026-11-06T08:00:00Z');
  const asked = story.unread('lea')[0]!;
  expect(asked.text).toMatch(
    /^Hi Lea, Morning sync is open until 12:00\. Please cover Thu 5 Nov too: I was not running then\.\n/,
  );
  expect(story.words(await story.slash('lea', '/rondo why morning-sync'))).toMatch(
    /prompted \(morning-sync, 2026-11-06\): .*; it also asks for Thu 5 Nov, when Rondo was not running\.\n[\s\S]*missed \(morning-sync, 2026-11-05\): Rondo was not running/,
  );
  await story.answer('lea', { done: 'Both days', today: 'More' });
  await story.until('2026-11-09T08:00:00Z');
  story.ignore(/^(Atlas|Morning sync|You facilitate|Lea Moreau)/);
  expect(told(story)).toEqual([
    '2026-11-06 08:00 lea: Hi Lea, Morning sync is open until 12:00. Please cover Thu 5 Nov too: I was not running then.',
    '2026-11-06 08:00 mia: Hi Mia, Morning sync is open until 12:00. Please cover Thu 5 Nov too: I was not running then.',
    '2026-11-09 08:00 lea: Hi Lea, Morning sync is open until 12:00.',
    '2026-11-09 08:00 mia: Hi Mia, Morning sync is open until 12:00.',
  ]);
});

test('catch_up: drop records what was missed and why, and asks no more about it', async () => {
  const story = await missedMorning('drop');
  expect(story.unread('#atlas')[0]?.text).toContain(
    '09:00 Morning sync: missed (Rondo was not running at that time)',
  );
  expect(told(story)).toEqual([
    '2026-11-05 09:30 #atlas >: Morning sync · Thu 5 Nov',
    '2026-11-05 09:30 #atlas: Atlas · Thu 5 Nov',
  ]);
  expect(await reasons(story, 'missed')).toEqual([
    'prompt:atlas/morning-sync/2026-11-05/lea: Rondo was not running at Thu 5 Nov 09:00, and it was too late afterwards',
    'prompt:atlas/morning-sync/2026-11-05/mia: Rondo was not running at Thu 5 Nov 09:00, and it was too late afterwards',
    'round:atlas/morning-sync/2026-11-05: Rondo was not running at that time',
  ]);
  await story.until('2026-11-06T08:00:00Z');
  story.ignore(/^(Atlas|Morning sync|You facilitate)/);
  expect(told(story)).toEqual([
    '2026-11-06 08:00 lea: Hi Lea, Morning sync is open until 12:00.',
    '2026-11-06 08:00 mia: Hi Mia, Morning sync is open until 12:00.',
  ]);
});
