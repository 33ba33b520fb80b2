import { expect, test } from 'vitest';
import { decide } from '../../../src/core/escalation/decide.ts';
import {
  ATLAS,
  armed,
  at,
  away,
  cancelled,
  fire,
  happened,
  items,
  MONDAY,
  raiseCommand,
  raised,
  recipients,
  view,
  withLevel,
  withMember,
  words,
} from './atlas.ts';

test('a raised blocker opens at level 1 with version and epoch 1, and its clocks on the right hours', () => {
  const { state } = raised();
  expect(state).toMatchObject({
    id: 'atlas-1',
    state: 'open',
    live: true,
    level: 1,
    version: 1,
    epoch: 1,
    levelSince: MONDAY,
  });
  expect(state.respondBy).toBe(at('2026-11-02 11:00'));
  expect(state.warnAt).toBe(at('2026-11-02 15:15'));
  expect(state.resolveBy).toBe(at('2026-11-02 17:00'));
});

test('its timers are durable jobs that carry the arming number', () => {
  const decision = raised();
  expect(armed(decision).respond).toEqual({
    key: 'escalation:atlas-1:respond:1',
    kind: 'escalation-timer',
    due: at('2026-11-02 11:00'),
    payload: { id: 'atlas-1', timer: 'respond', arming: 1 },
  });
  expect(Object.keys(armed(decision)).sort()).toEqual(['resolve', 'respond', 'warn']);
  expect(decision.state.armings).toEqual({ respond: 1, warn: 1, resolve: 1 });
});

test('targets get a card, the team reads it under the board of the day, and the raiser gets their own', () => {
  const decision = raised();
  expect(recipients(decision, 'card')).toEqual(['lea', 'kim', '#atlas under board:atlas/2026-11-02']);
  expect(recipients(decision, 'raised')).toEqual(['raj']);
  expect(
    items(decision).every(
      (item) => item.thing === 'escalation:atlas-1' && item.epoch === 1 && item.due === MONDAY,
    ),
  ).toBe(true);
  expect(decision.state.told).toEqual(['person:lea', 'person:kim', 'board:#atlas', 'person:raj']);
});

test('who was named as somebody who can help is asked, by id or by role', () => {
  expect(raised({ needs: ['tom'] }).state.targets).toEqual(['tom', 'kim']);
  expect(raised({ needs: ['architect', 'mia'] }).state.targets).toEqual(['tom', 'mia', 'kim']);
});

test('without needs those who share a role are asked, else all who participate; never the raiser', () => {
  expect(raised().state.targets).toEqual(['lea', 'kim']);
  const alone = raised({}, { raise: { by: 'tom' } });
  expect(alone.state.targets).toEqual(['mia', 'raj', 'lea', 'kim']);
});

test('the raiser is a target only if nobody else is left', () => {
  const team = { ...ATLAS, members: ATLAS.members.filter(({ id }) => id === 'raj') };
  const { state } = raised({}, { view: view({ team, onDuty: [] }) });
  expect(state).toMatchObject({ level: 1, targets: ['raj'] });
});

test('an empty affected alone never skips a level', () => {
  const team = withLevel(ATLAS, 1, { who: ['affected'] });
  const decision = raised({ needs: ['designer'] }, { view: view({ team, onDuty: [] }) });
  expect(decision.state).toMatchObject({ level: 1, targets: ['lea'] });
  expect(decision.state.passedOver).toEqual([{ person: 'designer', why: 'no longer in the team' }]);
});

test('whoever is away is passed over with the reason, and the raiser reads it', () => {
  const seen = view({ absences: [away('tom', '2026-11-02', '2026-11-20')] });
  const decision = raised({ needs: ['tom'] }, { view: seen });
  expect(decision.state.targets).toEqual(['lea', 'kim']);
  expect(decision.state.passedOver).toEqual([{ person: 'tom', why: 'away until Fri 20 Nov' }]);
  expect(words(decision)).toContain('was not asked: away until Fri 20 Nov');
  expect(items(decision, 'passed-over-morning')).toEqual([]);
});

test('whoever has left is passed over', () => {
  const seen = view({ team: withMember(ATLAS, 'tom', { active: false }) });
  expect(raised({ needs: ['tom'] }, { view: seen }).state.passedOver).toEqual([
    { person: 'tom', why: 'has left' },
  ]);
});

test('a target without working time before the deadline is passed over and told in their morning', () => {
  const tokyo = { ...ATLAS.calendar, zone: 'Asia/Tokyo' };
  const seen = view({ team: withMember(ATLAS, 'tom', { calendar: tokyo }) });
  const decision = raised({ needs: ['tom'] }, { view: seen });
  expect(decision.state.passedOver).toEqual([{ person: 'tom', why: 'no working time before it is due' }]);
  expect(items(decision, 'passed-over-morning')).toMatchObject([
    { to: { person: 'tom' }, due: at('2026-11-03 09:00', 'Asia/Tokyo') },
  ]);
  expect(decision.state.told).toContain('person:tom');
  expect(words(decision)).toContain('no working time before it is due');
});

test('the earliest target counts for the answer: own hours, minus quiet hours, minus absences', () => {
  const late = {
    zone: 'Europe/Berlin',
    week: ATLAS.calendar.week.map((day) => day.map(() => ({ from: 6 * 60, to: 14 * 60 }))),
    closed: new Map(),
  };
  const team = withMember(withMember(ATLAS, 'lea', { calendar: late }), 'kim', { calendar: late });
  const early = at('2026-11-02 05:00');
  const quiet = raised({}, { view: view({ team }), now: early });
  expect(quiet.state.respondBy).toBe(at('2026-11-02 09:00'));
  const absences = [
    away('lea', '2026-11-02 08:00', '2026-11-02 10:30'),
    away('kim', '2026-11-02 08:30', '2026-11-02 10:00'),
  ];
  expect(raised({}, { view: view({ team, absences }), now: early }).state.respondBy).toBe(
    at('2026-11-02 10:30'),
  );
});

test('an answer that could not come before the deadline is not waited for', () => {
  const team = withLevel(ATLAS, 1, { respond: { kind: 'working_hours', n: 20 } });
  const decision = raised({}, { view: view({ team }) });
  expect(decision.state.respondBy).toBeUndefined();
  expect(armed(decision).respond).toBeUndefined();
});

test('raised on a Friday evening, everything runs on Monday', () => {
  const { state } = raised({}, { now: at('2026-11-06 17:30') });
  expect(state.resolveBy).toBe(at('2026-11-09 17:00'));
  expect(state.respondBy).toBe(at('2026-11-09 10:00'));
  expect(state.warnAt).toBe(at('2026-11-09 15:00'));
});

test('just telling is published and runs no clock', () => {
  const decision = raised({ when: 'just_telling' });
  expect(decision.state).toMatchObject({ state: 'open', targets: [], version: 1 });
  expect(armed(decision)).toEqual({});
  expect(recipients(decision, 'card')).toEqual(['#atlas under board:atlas/2026-11-02']);
});

test('“by DATE” starts level 1 with the opening of that day', () => {
  const decision = raised({ when: { by: '2026-11-04' } });
  expect(armed(decision)).toMatchObject({ start: { due: at('2026-11-04 09:00') } });
  expect(decision.state).toMatchObject({ startsOn: '2026-11-04', targets: [] });
  const started = fire(decision.state, 'start', at('2026-11-04 09:00'));
  expect(started.state).toMatchObject({
    level: 1,
    targets: ['lea', 'kim'],
    resolveBy: at('2026-11-04 17:00'),
    epoch: 2,
  });
  expect(started.state.startsOn).toBeUndefined();
});

test('“by DATE” that has come starts at once', () => {
  expect(raised({ when: { by: '2026-11-02' } }).state.resolveBy).toBe(at('2026-11-02 17:00'));
});

test('an answer that reads as none opens nothing', () => {
  const decision = decide(undefined, raiseCommand({ what: 'Nothing.' }), view(), MONDAY);
  expect(decision.state).toBeUndefined();
  expect(words(decision)).toContain('Say in a sentence what is stopping you');
});

test('only members raise', () => {
  const decision = decide(undefined, raiseCommand({}, { by: 'dana' }), view(), MONDAY);
  expect(decision.state).toBeUndefined();
  expect(words(decision)).toMatch(/^refused: Only a member of the team can do this\. @mia, @tom/);
});

test('the raiser’s own equal open blocker absorbs it', () => {
  const first = raised().state;
  const again = decide(
    undefined,
    raiseCommand({ what: 'the STAGING database is down!' }, { number: 2 }),
    view({ live: [first] }),
    MONDAY + 1,
  );
  expect(again.state).toMatchObject({ id: 'atlas-1', version: 2, epoch: 1 });
  expect(happened(again)).toEqual(['absorbed']);
  expect(words(again)).toContain('open already as atlas-1');
  const different = raiseCommand({ what: 'No access to the wiki' }, { number: 2 });
  expect(decide(undefined, different, view({ live: [first] }), MONDAY).state?.id).toBe('atlas-2');
  const other = raiseCommand({}, { by: 'tom', number: 2 });
  expect(decide(undefined, other, view({ live: [first] }), MONDAY).state?.id).toBe('atlas-2');
});

test('an open one with the same link absorbs it, whoever raises it, and they hear of its end', () => {
  const first = raised({ link: 'https://jira.example/A-1' }).state;
  const command = raiseCommand(
    { what: 'Broken', link: 'https://jira.example/A-1/' },
    { by: 'tom', number: 2 },
  );
  const again = decide(undefined, command, view({ live: [first] }), MONDAY);
  expect(again.state).toMatchObject({ id: 'atlas-1', alsoStuck: ['tom'] });
  expect(again.state?.told).toContain('person:tom');
});

test('a private one absorbs nobody else’s', () => {
  const first = raised({ link: 'https://jira.example/A-1' }, { raise: { private: true } }).state;
  const command = raiseCommand({ link: 'https://jira.example/A-1' }, { by: 'tom', number: 2 });
  expect(decide(undefined, command, view({ live: [first] }), MONDAY).state?.id).toBe('atlas-2');
});

test('similar ones are offered for joining', () => {
  const first = raised().state;
  const command = raiseCommand({ what: 'Staging database down again' }, { by: 'tom', number: 2 });
  const second = decide(undefined, command, view({ live: [first] }), MONDAY);
  expect(second.state?.id).toBe('atlas-2');
  expect(words(second)).toContain(
    '"id":"escalation.join","label":"Join atlas-1","thing":"escalation:atlas-1"',
  );
});

test('the policy is copied when it is raised', () => {
  const { state } = raised();
  const changed = view({ team: withLevel(ATLAS, 2, { who: ['tom'] }) });
  expect(fire(state, 'resolve', at('2026-11-02 17:00'), changed).state.targets).toEqual(['ivo']);
});

test('a new level cancels the unfired timers of the one before', () => {
  const { state } = raised();
  const next = fire(state, 'resolve', at('2026-11-02 17:00'));
  expect(cancelled(next)).toContain('escalation:atlas-1:respond:1');
  expect(next.state.armings).toMatchObject({ respond: 2, warn: 2, resolve: 2 });
});

test('a private one is seen by the raiser, the lead and those they named, and asks nobody else', () => {
  const decision = raised({ needs: ['tom'] }, { raise: { private: true } });
  expect(decision.state.targets).toEqual(['tom']);
  expect(recipients(decision, 'card')).toEqual(['tom']);
  const alone = raised({}, { raise: { private: true } });
  expect(alone.state.targets).toEqual(['ivo']);
});
