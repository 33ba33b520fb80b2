import { expect, test } from 'vitest';
import { atlas, only, people, sync } from '../atlas.ts';
import { type Harness, harness, type Seen } from '../harness.ts';
import { raise, told } from './blockers.ts';

/** Mia in Berlin coordinates and Tom is in London; both are asked at nine of their own clock. Ivo leads. */
async function team() {
  return atlas(sync, people('mia', 'tom'));
}

async function escalation(story: Harness) {
  const found = await story.store.read.escalations.get('atlas-1');
  const iso = (at?: number) => (at === undefined ? undefined : new Date(at).toISOString().slice(0, 16));
  return {
    level: found?.level,
    state: found?.state,
    respondBy: iso(found?.respondBy),
    warnAt: iso(found?.warnAt),
    resolveBy: iso(found?.resolveBy),
  };
}

test('a pause over a morning: nothing leaves, and the deadlines of an open blocker move by the working time it took', async () => {
  const story = await harness({
    at: '2026-11-04T09:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom', 'lea'))],
  });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  told(story);
  const before = await escalation(story);
  expect(before).toMatchInlineSnapshot(`
    {
      "level": 1,
      "resolveBy": "2026-11-04T16:30",
      "respondBy": "2026-11-04T10:00",
      "state": "open",
      "warnAt": "2026-11-04T14:48",
    }
  `);
  await story.until('2026-11-04T09:30:00Z');
  expect(story.words(await story.slash('mia', '/rondo pause Office move'))).toMatchInlineSnapshot(
    `"Atlas is paused from now on. Nothing is sent to it, its clocks stand still, and what falls due is kept. /rondo resume atlas lets it go on."`,
  );
  await story.until('2026-11-04T12:30:00Z');
  story.expectNothing();
  expect(story.words(await story.slash('mia', '/rondo resume'))).toMatchInlineSnapshot(
    `"Atlas goes on. Held: 1 escalation step. Blockers go on with the working time that was left: no level was lost in the pause."`,
  );
  expect(await escalation(story)).toMatchInlineSnapshot(`
    {
      "level": 1,
      "resolveBy": "2026-11-05T10:15",
      "respondBy": "2026-11-04T13:00",
      "state": "open",
      "warnAt": "2026-11-05T08:33",
    }
  `);
  expect(told(story)).toMatchInlineSnapshot(`[]`);
  await story.until('2026-11-05T12:30:00Z');
  expect(told(story)).toMatchInlineSnapshot(`
    [
      "2026-11-04 13:00 lea: Nobody has taken this yet. Can you? If it is not resolved by Thu 5 Nov 11:15, it goes one level up.",
      "2026-11-05 08:33 lea: Three quarters of the time have passed. If it is not resolved by 11:15, it goes one level up.",
      "2026-11-05 08:33 tom: Are you still stuck? If it is not resolved by 10:15, it goes one level up.",
      "2026-11-05 10:15 #atlas >: atlas-1 · Working thread",
      "2026-11-05 10:15 #atlas: atlas-1 · Level 2, mediation",
      "2026-11-05 10:15 ivo: Can you help? If you take it, nobody else is asked.",
      "2026-11-05 10:15 tom: This is at level 2 (mediation) now.",
      "2026-11-05 10:45 #atlas-stakeholders: atlas-1 · Something is stopping team Atlas.",
      "2026-11-05 10:45 dana: atlas-1 · Something is stopping team Atlas.",
    ]
  `);
});

/** Paused on Wednesday evening, resumed at half past ten on Thursday, after Mia's question and Tom's should have come. */
async function pausedMorning() {
  const story = await harness({ at: '2026-11-04T17:00:00Z', teams: [await team()] });
  await story.until('2026-11-04T17:01:00Z');
  told(story);
  await story.slash('mia', '/rondo pause');
  await story.until('2026-11-05T09:30:00Z');
  story.expectNothing();
  const reply = story.words(await story.slash('mia', '/rondo resume'));
  return { story, reply };
}

test('what was held is counted, and whoever resumes chooses', async () => {
  const { story, reply } = await pausedMorning();
  expect(reply).toMatchInlineSnapshot(
    `"Atlas goes on. Held: 2 prompts, 1 turn and 1 round. Please choose what becomes of it in the message I sent you; without an answer by 10:30 I merge it."`,
  );
  expect(story.unread('mia').map((one) => one.text)).toMatchInlineSnapshot(`
    [
      "Atlas goes on. It was paused from Wed 4 Nov 18:01 to 10:30; @Mia Sommer resumed it.
    This was held:
    • 2 prompts
    • 1 turn
    • 1 round
    What becomes of it?
    • Send: I ask now where there is still time to answer, and send what waits.
    • Merge: I ask nothing now; the next question covers the missed dates too. Of what waits, only the newest word about each thing goes out.
    • Drop: nothing of it goes out. The log keeps a line for each.
    [Send] [Merge] [Drop]
    (Without an answer by 11:30 I merge it.)",
    ]
  `);
  expect(told(story)).toMatchInlineSnapshot(`
    [
      "2026-11-05 09:30 #atlas >: Morning sync · Thu 5 Nov",
      "2026-11-05 09:30 #atlas: Atlas · Thu 5 Nov",
      "2026-11-05 09:30 mia: Atlas goes on. It was paused from Wed 4 Nov 18:01 to 10:30; @Mia Sommer resumed it.",
      "2026-11-05 09:30 tom: You facilitate Morning sync of Atlas on Fri 6 Nov. It opens in the channel at 08:00. You are not at work then: it opens by itself, and your part begins in your morning.",
    ]
  `);
});

async function chosen(button: string) {
  const { story } = await pausedMorning();
  const asked = story.unread('mia').find(({ text }) => /goes on/.test(text)) as Seen;
  told(story);
  const reply = story.words(await story.press('mia', asked, button));
  return { story, asked, reply };
}

async function whyMissed(story: Harness): Promise<string[]> {
  const missed = await story.store.read.events.find({ what: 'missed' }, { order: 'at' });
  return missed.map(({ about, why }) => `${about}: ${why}`);
}

const PAUSED = [
  'prompt:atlas/morning-sync/2026-11-05/mia: paused: Atlas was paused at Thu 5 Nov 09:00',
  'prompt:atlas/morning-sync/2026-11-05/tom: paused: Atlas was paused at Thu 5 Nov 09:00',
  'round:atlas/morning-sync/2026-11-05: the team was paused at that time',
];

test('send: everybody who still has time is asked at once, and can take the whole of it', async () => {
  const { story, asked, reply } = await chosen('Send');
  expect(reply).toBe('It goes out now, as far as it is still of use.');
  expect(story.now(asked)).toMatch(/\n@Mia Sommer chose: it was sent \(10:30\)\.$/);
  expect(told(story)).toEqual([
    '2026-11-05 09:30 mia: Hi Mia, Morning sync is open until 12:30.',
    '2026-11-05 09:30 tom: Hi Tom, Morning sync is open until 11:30.',
  ]);
  await story.until('2026-11-06T09:00:00Z');
  story.ignore(/closes in|No answer so far|^Atlas|^Morning sync/);
  expect(told(story)).toEqual([
    '2026-11-06 08:00 mia: Hi Mia, Morning sync is open until 12:00.',
    '2026-11-06 09:00 tom: Hi Tom, Morning sync is open until 11:00.',
  ]);
});

test('send: where the due has passed nobody is asked, and the log says that it was paused', async () => {
  const story = await harness({ at: '2026-11-04T17:00:00Z', teams: [await team()] });
  await story.until('2026-11-04T17:01:00Z');
  await story.slash('mia', '/rondo pause');
  await story.until('2026-11-05T16:30:00Z');
  await story.slash('mia', '/rondo resume');
  await story.press('mia', story.unread('mia').find(({ text }) => /goes on/.test(text)) as Seen, 'Send');
  expect((await whyMissed(story)).sort()).toEqual(PAUSED);
  story.ignore(/^You facilitate|^Atlas goes on/);
  story.expectNothing();
});

test('merge: nobody is asked now, and the next question covers the missed date', async () => {
  const { story, asked } = await chosen('Merge');
  expect(story.now(asked)).toMatch(/\n@Mia Sommer chose: it was merged \(10:30\)\.$/);
  story.expectNothing();
  expect(await whyMissed(story)).toEqual(PAUSED);
  await story.until('2026-11-06T09:00:00Z');
  story.ignore(/^Atlas|^Morning sync/);
  expect(told(story)).toEqual([
    '2026-11-06 08:00 mia: Hi Mia, Morning sync is open until 12:00. Please cover Thu 5 Nov too: the team was paused then.',
    '2026-11-06 09:00 tom: Hi Tom, Morning sync is open until 11:00. Please cover Thu 5 Nov too: the team was paused then.',
  ]);
  await story.until('2026-11-09T09:00:00Z');
  for (const one of story.unread('tom')) expect(one.text).not.toMatch(/Please cover/);
  story.ignore(/(?:)/);
});

test('drop: what was missed is recorded and never mentioned again', async () => {
  const { story, asked } = await chosen('Drop');
  expect(story.now(asked)).toMatch(/\n@Mia Sommer chose: it was dropped \(10:30\)\.$/);
  story.expectNothing();
  expect(await whyMissed(story)).toEqual(PAUSED);
  await story.until('2026-11-06T09:00:00Z');
  story.ignore(/^Atlas|^Morning sync/);
  expect(told(story)).toEqual([
    '2026-11-06 08:00 mia: Hi Mia, Morning sync is open until 12:00.',
    '2026-11-06 09:00 tom: Hi Tom, Morning sync is open until 11:00.',
  ]);
});

test('without an answer within the hour it is merged, and a late press hears so', async () => {
  const { story } = await pausedMorning();
  const asked = story.unread('mia').find(({ text }) => /goes on/.test(text)) as Seen;
  told(story);
  await story.until('2026-11-05T10:30:00Z');
  expect(story.now(asked)).toMatch(/\nNobody chose by 11:30, so it was merged\.$/);
  expect(await whyMissed(story)).toEqual(PAUSED);
  const late = { act: 'press', button: 'pause.send', thing: `pause:${await idOf(story)}`, epoch: 0 } as const;
  expect(story.words(await story.command('late', 'mia', late))).toBe(
    'Nobody chose by 11:30, so it was merged. That cannot be changed any more.',
  );
});

async function idOf(story: Harness): Promise<string> {
  return (await story.store.read.pauses.find({ team: 'atlas' }))[0]!.id;
}
