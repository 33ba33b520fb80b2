import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { fill, raise, told } from './blockers.ts';
import { choose, does, offers } from './leading.ts';

const LINE = 'Maps load slowly';
const NEUTRAL = 'Something is stopping team Atlas.';

/** Tom raises a blocker with a line for outsiders and sends it up at ten past ten on Monday in Berlin. Mia coordinates, Ivo
 * leads. */
async function atLevelTwo(at = '2026-11-02T09:10:00Z', change: (team: Team) => Team = (team) => team) {
  const team = change(await atlas(only(), people('mia', 'tom', 'lea', 'raj')));
  const story = await harness({ at, teams: [team] });
  await raise(story, 'tom', { what: 'Jo broke the map', needs: ['lea', 'raj'], outside: LINE });
  await does(story, 'tom', 'Escalate', { reason: 'The demo is at noon' });
  return story;
}

async function previewOf(story: Harness, user: string) {
  const one = story.unread(user).findLast(({ text }) => /For people outside the team/.test(text));
  if (!one) throw new Error(`${user} was asked to look at nothing.`);
  return one;
}

const outside = (story: Harness) => story.all().filter(({ to }) => /stakeholders|dana/.test(to));
const happened = async (story: Harness, what: string) =>
  (await story.events('escalation:atlas-1')).filter((event) => event.what === what).map(({ why }) => why);

test('nothing leaves the team before the lead has looked at it; “Send it” lets it out with the time of the next word', async () => {
  const story = await atLevelTwo();
  expect(outside(story)).toEqual([]);
  const preview = await previewOf(story, 'ivo');
  expect(preview.text).toContain(
    [
      'May this go to #atlas-stakeholders and @Dana?',
      `> ${LINE}`,
      'It is at level 2 (mediation). The team is working on it. You hear again when it is solved; if it is not by Tue 3 Nov 10:10, soon after that.',
      '[Send it] [Edit the line] [Send only the neutral line]',
      `If you do not answer by 10:40, only this goes out: “${NEUTRAL}”`,
    ].join('\n'),
  );
  await story.advance('5m');
  expect(story.words(await story.press('ivo', preview, 'Send it'))).toBe('It goes out now.');
  const post = story.expectMessage('#atlas-stakeholders', /./);
  expect(post.text).toMatch(
    /^atlas-1 · Maps load slowly\nIt is at level 2 \(mediation\)\. The team is working on it\.\nYou hear again when it is solved; if it is not by Tue 3 Nov 10:10, soon after that\.\n/,
  );
  expect(post.text).not.toContain('Jo');
  expect(story.now(preview)).toContain(`This is settled. Outsiders read: ${LINE}`);
  // The buttons of the settled one are gone, and an old press is told that it went out.
  const again = await story.chat.act('mia', {
    act: 'press',
    button: 'escalation.sendLine',
    thing: 'escalation:atlas-1',
    epoch: 2,
  });
  expect(story.words(again)).toBe('The line for outsiders went out already. @Ivo Novak can change it.');
  told(story);
  await story.until('2026-11-02T10:30:00Z');
  expect(outside(story)).toHaveLength(2);
  expect(await happened(story, 'sent out')).toEqual([`Outsiders read: ${LINE}`]);
  story.ignore(/(?:)/);
});

test('edited, the new words go out; a later correction changes what was posted', async () => {
  const story = await atLevelTwo();
  const preview = await previewOf(story, 'ivo');
  const form = await story.press('ivo', preview, 'Edit the line');
  expect(await fill(story, 'ivo', form, { text: ' ' })).toMatchObject({ reply: 'invalid' });
  expect(outside(story)).toEqual([]);
  expect(story.words(await fill(story, 'ivo', form, { text: 'Maps are down' }))).toBe('It goes out now.');
  const [post, dana] = outside(story);
  expect([post?.text, dana?.text].map((text) => text?.split('\n')[0])).toEqual([
    'atlas-1 · Maps are down',
    'atlas-1 · Maps are down',
  ]);
  await does(story, 'ivo', 'Line for outsiders', { text: 'Maps are back in an hour' });
  expect(story.now(post!)).toContain('atlas-1 · Maps are back in an hour\n');
  told(story);
});

test('half a working hour of silence sends only the neutral line, whatever was proposed, and the timeline says so', async () => {
  const story = await atLevelTwo();
  await story.until('2026-11-02T09:39:59Z');
  expect(outside(story)).toEqual([]);
  await story.until('2026-11-02T09:40:00Z');
  const [post] = outside(story);
  expect(post?.text).toMatch(
    /^atlas-1 · Something is stopping team Atlas\.\nIt is at level 2 \(mediation\)\. .*\nYou hear again when it is solved; if it is not by Tue 3 Nov 10:10, /,
  );
  expect(outside(story).some(({ text }) => text.includes(LINE))).toBe(false);
  expect(await happened(story, 'neutral line sent')).toEqual([
    'Ivo Novak did not answer within 30 working minutes, so outsiders read the neutral line, without the words proposed for them.',
  ]);
  expect(story.words(await story.slash('tom', '/rondo why atlas-1'))).toContain('neutral line sent');
  // A word of the lead's afterwards replaces it.
  await does(story, 'ivo', 'Line for outsiders', { text: LINE });
  expect(story.now(post!)).toContain(`atlas-1 · ${LINE}\n`);
  told(story);
});

test('solved before anybody looked: nothing leaves the team, neither then nor later', async () => {
  const story = await atLevelTwo();
  const preview = await previewOf(story, 'ivo');
  await story.advance('10m');
  await does(story, 'tom', 'Resolve', { how: 'Found the cable', plan: 'Label the cables' });
  await story.until('2026-11-03T12:00:00Z');
  expect(outside(story)).toEqual([]);
  expect(await happened(story, 'not sent out')).toEqual([
    'It was resolved before anybody looked at the line for outsiders, so nothing went out.',
  ]);
  expect(story.now(preview)).toContain('This is settled.');
  expect(story.now(preview)).not.toContain('[Send it]');
  told(story);
});

test('it moves to level 3 while the line waits: one newer line waits, and one goes out', async () => {
  const story = await atLevelTwo();
  const first = await previewOf(story, 'ivo');
  told(story);
  await story.advance('20m');
  const up = await choose(story, 'ivo', 'Escalate');
  await fill(story, 'ivo', up, { reason: 'Only money helps' });
  const second = await previewOf(story, 'ivo');
  expect(second.text).toContain('It is at level 3 (leadership).');
  expect(story.now(first)).toContain('A newer line waits to be looked at.');
  expect(story.now(first)).not.toContain('[Send it]');
  told(story);
  await story.until('2026-11-02T09:59:00Z');
  expect(outside(story).filter(({ text }) => text.includes('Something'))).toEqual([]);
  await story.until('2026-11-02T10:01:00Z');
  // Dana is asked at level 3 and needs no second line.
  expect(told(story)).toEqual([`2026-11-02 10:00 #atlas-stakeholders: atlas-1 · ${NEUTRAL}`]);
  expect(await happened(story, 'not sent out')).toHaveLength(1);
});

test('what was let out at level 2 stays as it was while the line of level 3 waits', async () => {
  const story = await atLevelTwo();
  await story.press('ivo', await previewOf(story, 'ivo'), 'Send it');
  const post = outside(story).find(({ to }) => to === '#atlas-stakeholders')!;
  told(story);
  await story.until('2026-11-03T09:15:00Z');
  expect(story.now(post)).toContain(
    'It is at level 2 (mediation). The team is working on it.\nYou hear again soon.',
  );
  await story.until('2026-11-03T09:45:00Z');
  // Silence: the new post is neutral, the words that somebody let out stay where they stand.
  expect(story.now(post)).toContain(`atlas-1 · ${LINE}\nIt is at level 3 (leadership).`);
  expect(outside(story).at(-1)?.text).toMatch(
    /^atlas-1 · Something is stopping team Atlas\.\nIt is at level 3/,
  );
  told(story);
});

test('sent up at the end of the day: half an hour of the next morning is left, and nothing goes out at night', async () => {
  const story = await atLevelTwo('2026-11-02T16:20:00Z');
  expect((await previewOf(story, 'ivo')).text).toContain(
    'If you do not answer by Tue 3 Nov 09:20, only this goes out',
  );
  await story.until('2026-11-03T08:19:00Z');
  expect(outside(story)).toEqual([]);
  await story.until('2026-11-03T08:20:00Z');
  expect(outside(story)).toHaveLength(2);
  told(story);
});

test('the lead is away or out of hours: the coordinator is asked; with nobody there it is silence, and why says so', async () => {
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom', 'lea'), sharedLead)],
  });
  await story.slash('ivo', '/rondo away until tuesday');
  await raise(story, 'tom', { what: 'Jo broke the map', needs: ['lea'], outside: LINE });
  await does(story, 'tom', 'Escalate', { reason: 'The demo is at noon' });
  const preview = await previewOf(story, 'mia');
  expect(story.words(await story.press('mia', preview, 'Send only the neutral line'))).toBe(
    'Only the neutral line goes out.',
  );
  expect(outside(story)[0]?.text).toContain(NEUTRAL);
  await story.slash('mia', '/rondo away until tuesday');
  told(story);
  await raise(story, 'tom', { what: 'The lift is stuck', needs: ['lea'], outside: 'The lift is slow' });
  await does(story, 'tom', 'Escalate', { reason: 'We are on the tenth floor' }, 'atlas-2');
  expect((await story.events('escalation:atlas-2')).map(({ what }) => what)).toContain('not previewed');
  await story.until('2026-11-02T09:30:00Z');
  expect(outside(story).at(-1)?.text).toMatch(/^atlas-2 · Something is stopping team Atlas\./);
  told(story);
});

/** Lea mediates at level 2, so that it is not skipped when the lead is away. */
function sharedLead(team: Team): Team {
  return { ...team, policy: { ...team.policy, 2: { ...team.policy[2], who: ['lead', 'lea'] } } };
}

test('a hold and a pause stop the half hour; it goes on with what was left', async () => {
  const story = await atLevelTwo();
  const preview = await previewOf(story, 'ivo');
  await story.press('ivo', preview, 'I take it');
  await story.until('2026-11-02T09:20:00Z');
  await does(story, 'ivo', 'Ask for a hold', { until: '2026-11-04', reason: 'The vendor is back then' });
  await choose(story, 'mia', 'Grant the hold');
  expect(story.now(preview)).toContain('The clocks stand still: nothing goes out by itself until they run.');
  await story.until('2026-11-03T09:00:00Z');
  await story.slash('mia', '/rondo pause Office move');
  await story.slash('mia', '/rondo resume');
  expect(outside(story)).toEqual([]);
  // Twenty minutes were left: Wednesday from nine.
  await story.until('2026-11-04T08:19:00Z');
  expect(outside(story)).toEqual([]);
  await story.until('2026-11-04T08:20:00Z');
  expect(outside(story)).toHaveLength(2);
  told(story);
});

test('nothing of a private one is previewed or leaves the team', async () => {
  const story = await harness({
    at: '2026-11-02T09:00:00Z',
    teams: [await atlas(only(), people('mia', 'tom', 'lea'))],
  });
  await raise(story, 'tom', { what: 'My contract ends', needs: ['lea'], private: true, outside: LINE });
  await does(story, 'tom', 'Escalate', { reason: 'It ends today' });
  expect(await offers(story, 'ivo')).not.toContain('Send it');
  await story.until('2026-11-04T12:00:00Z');
  expect(outside(story)).toEqual([]);
  expect(await happened(story, 'preview asked')).toEqual([]);
  told(story);
});

test('nobody answers anything: each line that was asked about says in the end what outsiders read', async () => {
  const team = await atlas(only(), people('mia', 'tom', 'lea', 'raj'));
  const story = await harness({ at: '2026-11-02T09:10:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'Jo broke the map', needs: ['lea', 'raj'], outside: LINE });
  await story.until('2026-11-02T16:30:00Z');
  const first = await previewOf(story, 'ivo');
  await story.until('2026-11-03T16:30:00Z');
  const second = await previewOf(story, 'ivo');
  expect(story.now(first)).toContain(
    `This is settled, and a newer line waits to be looked at. Outsiders read: ${NEUTRAL}`,
  );
  await story.until('2026-11-04T08:30:00Z');
  for (const preview of [first, second])
    expect(story.now(preview)).toContain(`This is settled. Outsiders read: ${NEUTRAL}`);
  told(story);
});

test('silence at level 3 after a line was sent at level 2: each message says what went out for it', async () => {
  const story = await atLevelTwo();
  const first = await previewOf(story, 'ivo');
  await story.press('ivo', first, 'Send it');
  told(story);
  await story.until('2026-11-03T09:15:00Z');
  const second = await previewOf(story, 'ivo');
  await story.until('2026-11-03T09:45:00Z');
  expect(story.now(first)).toContain(`This is settled. Outsiders read: ${LINE}`);
  expect(story.now(second)).toContain(`This is settled. Outsiders read: ${NEUTRAL}`);
  await does(story, 'ivo', 'Line for outsiders', { text: 'Maps are back' });
  expect(story.now(second)).toContain('This is settled. Outsiders read: Maps are back');
  told(story);
});
