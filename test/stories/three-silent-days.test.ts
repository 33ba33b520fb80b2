import { expect, test } from 'vitest';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness, type Seen, sentAt } from '../harness.ts';

const DAYS = ['2026-11-04', '2026-11-05', '2026-11-06'];

/** Wednesday to Friday, while nobody answers, presses or says anything. Ivo, who has no
 * standup, has an action that is due on the Wednesday. */
async function silence(): Promise<Harness> {
  const team = await atlas(
    only('morning-sync', 'weekly-review', 'weekly-digest'),
    people('mia', 'tom', 'raj'),
  );
  const story = await harness({ at: '2026-11-03T17:00:00Z', teams: [team] });
  await story.store.transact(async (tx) => {
    const action = { id: 'a1', team: 'atlas', what: 'Write the guide', owner: 'ivo', due: '2026-11-04' };
    await tx.actions.insert({ ...action, from: 'test', open: true, version: 1 });
  });
  await story.redefine([team]);
  await story.until('2026-11-06T18:00:00Z');
  return story;
}

/** The lines of a message in a channel that tell of people who lead something, whom to ask, or of an action of theirs,
 * are about no silence. */
function withoutLeaders(words: string): string {
  return words
    .split('\n')
    .filter((line) => !/duty|acilitat|Write the guide|To stop it, ask/.test(line))
    .join('\n');
}

function of(story: Harness, to: string, words: RegExp): Seen[] {
  return story.all().filter((one) => one.to === to && words.test(one.text));
}

test('nobody answers for three days: each is asked and reminded once a round, an action ever more rarely, and nobody is named', async () => {
  const story = await silence();
  for (const who of ['mia', 'tom', 'raj']) {
    expect(of(story, who, /Morning sync is open until|one form for 2 rounds/)).toHaveLength(3);
    const reminded = of(story, who, /closes in/).map((one) => sentAt(one).slice(0, 10));
    expect(reminded.filter((day) => DAYS.includes(day)).length).toBeLessThanOrEqual(4);
    expect(reminded).toEqual(expect.arrayContaining(DAYS));
  }
  // Due on the Wednesday, again a working day later, and then after two: on the Monday, as nothing happens.
  const guide = of(story, 'ivo', /Write the guide[\s\S]*\[Done\]/).map((one) => sentAt(one).slice(0, 10));
  expect(guide).toEqual(['2026-11-04', '2026-11-05']);

  const inPublic = story.all().filter(({ to }) => to.startsWith('#'));
  expect(inPublic.length).toBeGreaterThan(6);
  for (const one of inPublic) expect(withoutLeaders(story.now(one))).not.toMatch(/Mia|Tom|Raj|Ivo/);
  story.ignore(/(?:)/);
});

test('after three silent days each round is closed, whoever was on duty alone has its list, and the digest says it in numbers', async () => {
  const story = await silence();
  const rounds = await story.store.read.rounds.find({ ritual: 'morning-sync', state: 'closed' });
  expect(rounds.map(({ date }) => date).sort()).toEqual(DAYS);
  for (const date of DAYS) {
    const [place] = of(story, '#atlas >', /^Morning sync · /).filter((one) => sentAt(one).startsWith(date));
    expect(story.now(place!)).toMatch(/\n0 of 3 answered\. Closed at 12:00\./);
  }
  const lists = story.all().filter(({ text }) => /No answer so far from:/.test(text));
  expect(lists.map((one) => `${sentAt(one).slice(0, 10)} ${one.to}`)).toEqual([
    '2026-11-04 mia',
    '2026-11-05 tom',
    '2026-11-06 raj',
  ]);
  const [digest] = of(story, '#atlas-stakeholders', /digest/);
  expect(digest?.text).toMatch(/Morning sync: no answers in 3 rounds/);
  expect(withoutLeaders(digest!.text)).not.toMatch(/Mia|Tom|Raj|Ivo/);
  story.ignore(/(?:)/);
});
