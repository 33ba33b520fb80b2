import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { cards, whys } from './cases.ts';
import { choose, clocks, does } from './leading.ts';

const small = () => atlas(only(), people('mia', 'tom', 'lea'));

function without(team: Team, ...ids: string[]): Team {
  const gone = <T extends { id: string }>(one: T) => (ids.includes(one.id) ? { ...one, active: false } : one);
  return { ...team, members: team.members.map(gone), others: team.others.map(gone) };
}

async function tomIsAsked(at = '2026-11-02T09:00:00Z') {
  const team = await small();
  const story = await harness({ at, teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  told(story);
  return { team, story };
}

test('the only one who was asked leaves: the others are asked at once, in the time that is left, and the raiser sees whom', async () => {
  const { team, story } = await tomIsAsked();
  const { resolve } = await clocks(story);
  await story.redefine([without(team, 'tom')]);
  await story.until('2026-11-02T09:30:00Z');
  expect(cards(story)).toEqual(['2026-11-02 09:00 lea: atlas-1 · Level 1, team']);
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 1, resolve });
  const raised = story.all().find(({ to, text }) => to === 'mia' && /You raised this/.test(text))!;
  expect(story.now(raised)).toMatch(/Asked: @Lea Moreau\n/);
  expect(await whys(story, 'escalation:atlas-1', 'nobody left')).toEqual([
    'Tom Okafor has left or is away until its deadline.',
  ]);
});

test('the only one who was asked goes away for longer than its time: others are asked when the absence begins', async () => {
  const { story } = await tomIsAsked();
  await story.slash('tom', '/rondo away until 2026-11-06');
  await story.until('2026-11-02T12:00:00Z');
  const asked = cards(story);
  expect(asked).toContain('2026-11-02 09:00 lea: atlas-1 · Level 1, team');
  expect(asked.filter((line) => / tom: /.test(line))).toEqual([]);
});

test('back before its deadline, or one of several who were asked: nothing changes', async () => {
  const { story } = await tomIsAsked();
  await raise(story, 'mia', { what: 'The tiles are gone', needs: ['tom', 'lea'] });
  await story.slash('lea', '/rondo away until 2026-11-06');
  told(story);
  await story.until('2026-11-02T09:30:00Z');
  expect(cards(story)).toEqual([]);
  expect(await whys(story, 'escalation:atlas-1', 'nobody left')).toEqual([]);
  expect(await whys(story, 'escalation:atlas-2', 'nobody left')).toEqual([]);
});

test('nobody else can be reached before the deadline: the next level at once, and the operators hear of it', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'mia', { what: 'The map service is down', needs: ['tom'] });
  told(story);
  await story.redefine([without(team, 'tom', 'lea', 'mia')]);
  await story.until('2026-11-02T10:00:00Z');
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 2 });
  expect(cards(story)).toContain('2026-11-02 09:00 ivo: atlas-1 · Level 2, mediation');
  expect(await whys(story, 'escalation:atlas-1', 'alarm', 'skipped level')).toEqual([
    'Nobody can be reached at level 1 (team).',
    'Nobody of level 1 (team) can be reached, so it was skipped.',
  ]);
  story.log.lines.splice(0);
});

test('nobody is replaced during a hold; when it ends, whoever went meanwhile is', async () => {
  const { team, story } = await tomIsAsked();
  await choose(story, 'tom', 'I take it');
  await does(story, 'tom', 'Ask for a hold', { until: '2026-11-04', reason: 'The vendor answers then' });
  await choose(story, 'mia', 'Grant the hold');
  await story.redefine([without(team, 'tom')]);
  await story.until('2026-11-04T07:59:00Z');
  expect(await whys(story, 'escalation:atlas-1', 'owner fell away', 'asked')).toHaveLength(1);
  told(story);
  await story.until('2026-11-04T08:00:00Z');
  expect(cards(story)).toContain('2026-11-04 08:00 lea: atlas-1 · Level 1, team');
});

test('an owner goes and nobody who was asked is left either: others are asked, without a word to those who left', async () => {
  const { team, story } = await tomIsAsked();
  await choose(story, 'tom', 'I take it');
  told(story);
  await story.redefine([without(team, 'tom')]);
  await story.until('2026-11-02T09:30:00Z');
  expect(cards(story)).toEqual([
    '2026-11-02 09:00 lea: atlas-1 · Level 1, team',
    '2026-11-02 09:00 mia: atlas-1 · Level 1, team',
  ]);
});

test('nobody at the last level: the alarm goes on each working morning after its time has passed, until somebody is asked', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [without(team, 'dana')] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  await does(story, 'ivo', 'Escalate', { reason: 'Only money helps', to: '3' });
  await story.until('2026-11-04T23:00:00Z');
  expect(await clocks(story)).toMatchObject({ state: 'exhausted', level: 3 });
  told(story);
  const alarms = () => told(story).filter((line) => /Still nobody can be reached at level 3/.test(line));
  await story.until('2026-11-05T23:00:00Z');
  expect(alarms().map((line) => line.slice(0, 21))).toEqual([
    '2026-11-05 08:00 ivo:',
    '2026-11-05 08:00 mia:',
  ]);
  await story.until('2026-11-08T23:00:00Z');
  expect(alarms().map((line) => line.slice(0, 21))).toEqual([
    '2026-11-06 08:00 ivo:',
    '2026-11-06 08:00 mia:',
  ]);
  await story.redefine([team]);
  await story.until('2026-11-09T09:00:00Z');
  expect(cards(story)).toContain('2026-11-09 08:00 dana: atlas-1 · Level 3, leadership');
  expect(await clocks(story)).toMatchObject({ state: 'open', resolve: '2026-11-11T08:00:00.000Z' });
  story.log.lines.splice(0);
});

test('the last one asked at the last level leaves: the deadline stays, and the operators are alarmed', async () => {
  const team = await small();
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea'] });
  await does(story, 'ivo', 'Escalate', { reason: 'Only money helps', to: '3' });
  const { resolve } = await clocks(story);
  told(story);
  await story.redefine([without(team, 'dana')]);
  await story.until('2026-11-02T09:30:00Z');
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 3, resolve, respond: undefined });
  expect(told(story).filter((line) => /Nobody can be reached at level 3/.test(line))).toHaveLength(2);
  await story.until('2026-11-03T08:00:00Z');
  expect(told(story).filter((line) => /Still nobody can be reached at level 3/.test(line))).toHaveLength(2);
  story.log.lines.splice(0);
});

/** Tom sends a blocker with a line for outsiders up: Ivo leads and is asked to look at it; Mia coordinates. Raj
 * is asked too, so that the level has somebody left. */
async function atLevelTwo() {
  const whole = await atlas(only(), people('mia', 'tom', 'lea', 'raj'));
  const policy = {
    ...whole.policy,
    2: { ...whole.policy[2], who: ['lead', 'raj'], deputies: ['mia', 'lea'] },
  };
  const team = { ...whole, policy };
  const story = await harness({ at: '2026-11-02T09:10:00Z', teams: [team] });
  await raise(story, 'tom', { what: 'Jo broke the map', needs: ['lea', 'raj'], outside: 'Maps load slowly' });
  await does(story, 'tom', 'Escalate', { reason: 'The demo is at noon' });
  const first = story.unread('ivo').find(({ text }) => /For people outside the team/.test(text))!;
  told(story);
  return { story, first };
}

const looks = (story: Harness) =>
  story.unread().flatMap(({ to, text }) => (/May this go to/.test(text) ? [to] : []));
const sentOut = (story: Harness) => story.all().filter(({ to }) => /stakeholders/.test(to));

test('whoever looks at the line for outsiders goes on leave: the next who can is asked, and has the whole half hour', async () => {
  const { story, first } = await atLevelTwo();
  await story.until('2026-11-02T09:30:00Z');
  told(story);
  await story.slash('ivo', '/rondo away until 2026-11-06');
  expect(looks(story)).toEqual(['mia']);
  expect(story.now(first)).toContain('Somebody else looks at it by now.');
  told(story);
  await story.until('2026-11-02T09:59:00Z');
  expect(sentOut(story)).toEqual([]);
  await story.until('2026-11-02T10:00:00Z');
  expect(sentOut(story)).toHaveLength(1);
  told(story);
});

test('a second previewer goes too: nobody waits longer, and what is left of the half hour stays', async () => {
  const { story } = await atLevelTwo();
  await story.until('2026-11-02T09:20:00Z');
  await story.slash('ivo', '/rondo away until 2026-11-06');
  await story.until('2026-11-02T09:30:00Z');
  told(story);
  await story.slash('mia', '/rondo away until 2026-11-06');
  expect(looks(story)).toEqual(['lea']);
  await story.until('2026-11-02T09:49:00Z');
  expect(sentOut(story)).toEqual([]);
  await story.until('2026-11-02T09:50:00Z');
  expect(sentOut(story)[0]?.text).toContain('Something is stopping team Atlas.');
  expect(await whys(story, 'escalation:atlas-1', 'preview asked', 'not previewed')).toEqual([
    'Ivo Novak is asked to look at the line for outsiders before it goes out.',
    'Ivo Novak has left or is away. Mia Sommer is asked to look at the line for outsiders before it goes out.',
    'Mia Sommer has left or is away. Lea Moreau is asked to look at the line for outsiders before it goes out.',
  ]);
  told(story);
});

test('whoever looks at the line goes during a hold: when it ends, the next who can is asked', async () => {
  const { story } = await atLevelTwo();
  await choose(story, 'raj', 'I take it');
  await does(story, 'raj', 'Ask for a hold', { until: '2026-11-04', reason: 'The vendor answers then' });
  await choose(story, 'mia', 'Grant the hold');
  await story.slash('ivo', '/rondo away until 2026-11-06');
  expect(looks(story)).toEqual([]);
  told(story);
  await story.until('2026-11-04T08:00:00Z');
  expect(looks(story)).toEqual(['raj']);
  told(story);
});
