import { expect, test } from 'vitest';
import { decideAction } from '../../src/core/action.ts';
import { lateBlocker, lateJob, whoSpeaks } from '../../src/core/action-overdue.ts';
import { type ActionView, firstReminder } from '../../src/core/action-reminder.ts';
import type { Effect } from '../../src/core/decision.ts';
import type { Action } from '../../src/core/record.ts';
import { absence, atlas, member, standup, utc, who } from './fixtures.ts';

const view = { team: atlas(), absences: [] };

function action(more: Partial<Action> = {}): Action {
  const id = 'atlas-1/follow-up-2';
  const from = 'escalation:atlas-1';
  return {
    id,
    team: 'atlas',
    what: 'Watch the disk',
    owner: 'tom',
    due: '2026-11-06',
    from,
    open: true,
    version: 1,
    ...more,
  };
}

/** When the reminder is armed, as ISO without seconds. */
function armedAt(effects: readonly Effect[]): string | undefined {
  const armed = effects.find((effect) => effect.do === 'arm');
  return armed && new Date(armed.job.due).toISOString().slice(0, 16);
}

test.each([
  ['ahead', '2026-11-06', '2026-11-02T12:00', '2026-11-05T09:00'],
  ['tomorrow, after the morning', '2026-11-06', '2026-11-05T10:00', '2026-11-06T09:00'],
  ['on a Monday', '2026-11-09', '2026-11-02T12:00', '2026-11-06T09:00'],
  ['today, before its morning', '2026-11-06', '2026-11-06T08:00', '2026-11-06T09:00'],
  ['today, after its morning', '2026-11-06', '2026-11-06T10:00', '2026-11-09T09:00'],
  ['on a Saturday', '2026-11-07', '2026-11-02T12:00', '2026-11-06T09:00'],
  ['on a Saturday that comes', '2026-11-07', '2026-11-06T12:00', '2026-11-09T09:00'],
  ['long past', '2026-10-01', '2026-11-02T12:00', '2026-11-03T09:00'],
])('due %s: the first reminder comes in the owner’s morning', (_, due, now, at) => {
  expect(armedAt([firstReminder(action({ due }), view, utc(now))])).toBe(at);
});

test('the clock of the owner counts: nine in the morning in Kolkata, and not on a holiday of their own', () => {
  const own = action({ owner: 'raj', due: '2026-11-09' });
  expect(armedAt([firstReminder(own, view, utc('2026-11-02T12:00'))])).toBe('2026-11-06T03:30');
  expect(armedAt([firstReminder(own, view, utc('2026-11-06T12:00'))])).toBe('2026-11-10T03:30');
});

test('whoever has left is not reminded: the coordinator is', () => {
  const members = view.team.members.map((one) => (one.id === 'tom' ? { ...one, active: false } : one));
  const gone = { ...view, team: atlas({ members }) };
  const { effects } = decideAction(action(), { do: 'remind' }, gone, utc('2026-11-06T09:00'));
  expect(effects.flatMap((effect) => (effect.do === 'tell' ? [effect.item.to] : []))).toEqual([
    { person: 'mia' },
  ]);
});

test.each([
  [
    'away',
    { ...view, absences: [absence('tom', '2026-11-06', '2026-11-09', 'Europe/Lisbon')] },
    '09:00',
    '2026-11-10T09:00',
  ],
  ['after the working day', view, '17:00', '2026-11-09T09:00'],
  ['paused', { ...view, paused: true }, '09:00', '2026-11-09T09:00'],
])('%s: the reminder waits for the next morning and is not counted', (_, seen, clock, at) => {
  const { state, effects, events } = decideAction(
    action(),
    { do: 'remind' },
    seen,
    utc(`2026-11-06T${clock}`),
  );
  expect(state).toEqual(action());
  expect(armedAt(effects)).toBe(at);
  expect(effects.some((effect) => effect.do === 'tell')).toBe(false);
  expect(events.map(({ what }) => what)).toEqual(['reminder put off']);
});

test('what is over is not reminded of, and stays as it is', () => {
  const done = action({ open: false, done: { by: 'tom', at: 1 } });
  const now = utc('2026-11-06T09:00');
  expect(decideAction(done, { do: 'remind' }, view, now)).toEqual({ state: done, events: [], effects: [] });
  const again = decideAction(done, { do: 'drop', by: 'tom', from: 'chat', why: 'No' }, view, now);
  expect([again.state, again.reply]).toEqual([
    done,
    { reply: 'said', text: ['Tom has marked it as done already.'] },
  ]);
});

test('its owner, the coordinator and the leads may change it, nobody else', () => {
  const may = (by: string) =>
    decideAction(action(), { do: 'done', by, from: 'chat' }, view, utc('2026-11-05T09:00')).state.open;
  expect(['tom', 'mia', 'ivo', 'ana', 'raj'].map(may)).toEqual([false, false, false, true, true]);
});

test('somebody whose hours are never open is asked again after sixty days, and nothing breaks', () => {
  const closed = { zone: 'Europe/Lisbon', week: [[], [], [], [], [], [], []], closed: new Map() };
  const team = atlas({ members: [member('tom', 'Europe/Lisbon', { calendar: closed })] });
  expect(armedAt([firstReminder(action(), { ...view, team }, utc('2026-11-02T12:00'))])).toBe(
    '2027-01-05T00:00',
  );
});

test('whoever has a standup is reminded on the working day before and on the day, and never again', () => {
  const seen = { ...view, team: atlas({ rituals: [standup()] }) };
  const eve = decideAction(action(), { do: 'remind' }, seen, utc('2026-11-05T09:00'));
  expect([eve.state.reminded?.times, armedAt(eve.effects)]).toEqual([0, '2026-11-06T09:00']);
  const day = decideAction(eve.state, { do: 'remind' }, seen, utc('2026-11-06T09:00'));
  expect(day.state.reminded?.times).toBe(1);
  expect(day.effects.map((effect) => effect.do)).toEqual(['tell', 'cancel']);
  const after = decideAction(day.state, { do: 'remind' }, seen, utc('2026-11-09T09:00'));
  expect([after.effects, after.events]).toEqual([[], []]);
});

test.each([
  ['live', { mode: 'live' as const }],
  ['for others only', { participants: who({ roles: ['product-owner'] }) }],
  ['over', { expires: '2026-11-01' }],
])('a standup that is %s is no form that they are sent: the reminders go on', (_, more) => {
  const seen = { ...view, team: atlas({ rituals: [standup(more)] }) };
  const reminded = { times: 0, at: 1 };
  const { effects } = decideAction(action({ reminded }), { do: 'remind' }, seen, utc('2026-11-06T09:00'));
  expect(armedAt(effects)).toBe('2026-11-09T09:00');
});

/** Its blocker was closed at level 2. */
const fromLevel2 = { ...view, origin: { level: 2 as const } };
const now = utc('2026-11-05T10:00');

function told(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.do === 'tell' && 'person' in effect.item.to
      ? [`${effect.item.kind} ${effect.item.to.person} ${effect.item.facts?.as ?? ''}`.trim()]
      : [],
  );
}

const drop = (by: string, more: Partial<ActionView> = {}, one = action()) =>
  decideAction(one, { do: 'drop', by, from: 'chat', why: 'Gone' }, { ...fromLevel2, ...more }, now);

test('what follows from level 2 goes only when the coordinator says so, too', () => {
  const asked = drop('tom');
  expect([asked.state.open, told(asked.effects)]).toEqual([true, ['drop-asked mia']]);
  const { number } = asked.state.dropAsked!;
  const answer = (by: string, goes: boolean, which = number) =>
    decideAction(asked.state, { do: 'answerDrop', by, from: 'chat', number: which, goes }, fromLevel2, now);
  const gone = answer('mia', true);
  expect(gone.state).toMatchObject({
    open: false,
    dropped: { by: 'tom', why: 'Gone', confirmed: 'mia' },
  });
  expect(told(gone.effects)).toEqual(['answered tom dropped']);
  const kept = answer('mia', false);
  expect([kept.state.open, kept.state.dropAsked, told(kept.effects)]).toEqual([
    true,
    undefined,
    ['answered tom kept'],
  ]);
  expect([answer('tom', true).reply?.reply, answer('raj', true).reply?.reply]).toEqual([
    'refused',
    'refused',
  ]);
  expect(answer('ivo', true).state.open).toBe(false);
  expect(answer('mia', true, number - 1).state).toBe(asked.state);
});

test.each([
  ['the coordinator owns it', {}, action({ owner: 'mia' }), 'mia', ['drop-asked ivo']],
  [
    'the coordinator is away',
    { absences: [absence('mia', '2026-11-05', '2026-11-06', 'Europe/Berlin')] },
    action(),
    'tom',
    ['drop-asked ivo'],
  ],
  [
    'everybody who could confirm is away',
    {
      absences: [
        absence('mia', '2026-11-05', '2026-11-06', 'Europe/Berlin'),
        absence('ivo', '2026-11-05', '2026-11-06', 'Europe/Prague'),
      ],
    },
    action(),
    'tom',
    ['drop-asked mia'],
  ],
  ['the coordinator drops what is somebody else’s', {}, action(), 'mia', []],
  [
    'nobody but the owner looks after the team',
    { team: atlas({ coordinator: 'ivo' }) },
    action({ owner: 'ivo' }),
    'ivo',
    [],
  ],
])('%s', (_, more, one, by, asked) => {
  const decision = drop(by, more, one);
  expect(told(decision.effects)).toEqual(asked);
  expect(decision.state.open).toBe(asked.length > 0);
});

test('the coordinator is asked once, however often it is said', () => {
  const asked = drop('tom').state;
  const again = drop('tom', {}, asked);
  expect([again.state, told(again.effects)]).toEqual([asked, []]);
});

test('when its owner has left, whoever looks after the team is asked about it', () => {
  const members = view.team.members.map((one) => (one.id === 'tom' ? { ...one, active: false } : one));
  expect(lateBlocker(action(), atlas({ members })).needs).toEqual(['mia']);
  expect(lateBlocker(action(), atlas()).needs).toEqual(['tom']);
});

test('level 1 asks nobody: it goes at once', () => {
  expect(drop('tom', { origin: { level: 1 } }).state.open).toBe(false);
});

const give = (by: string, to: string, more: Partial<ActionView> = {}, one = action()) =>
  decideAction(one, { do: 'give', by, from: 'chat', to }, { ...view, ...more }, now);

test('its owner asks somebody once; it changes hands when they say yes', () => {
  const asked = give('tom', 'raj');
  expect([asked.state.owner, told(asked.effects)]).toEqual(['tom', ['offer raj']]);
  const again = give('tom', 'raj', {}, asked.state);
  expect([again.state, told(again.effects)]).toEqual([asked.state, []]);
  const { number } = asked.state.offer!;
  const say = (by: string, yes: boolean, one = asked.state) =>
    decideAction(one, { do: 'answerOffer', by, from: 'chat', number, yes }, view, now);
  const yes = say('raj', true);
  expect(yes.state).toMatchObject({ owner: 'raj', offer: { settled: { as: 'accepted' } } });
  expect([told(yes.effects), armedAt(yes.effects)]).toEqual([['answered tom taken'], '2026-11-06T03:30']);
  expect(say('raj', true, yes.state).reply).toMatchObject({ text: ['You have it already.'] });
  const no = say('raj', false);
  expect([no.state.owner, told(no.effects)]).toEqual(['tom', ['answered tom declined']]);
  expect(say('raj', true, no.state).state).toBe(no.state);
  expect(say('lea', true).reply?.reply).toBe('refused');
});

test('a question that something else has answered is not asked any more', () => {
  const asked = give('tom', 'raj').state;
  const { number } = asked.offer!;
  const yes = (one: Action) =>
    decideAction(one, { do: 'answerOffer', by: 'raj', from: 'chat', number, yes: true }, view, now);
  const lea = give('mia', 'lea', {}, asked).state;
  expect([lea.owner, lea.offer?.settled?.as, yes(lea).state.owner]).toEqual(['lea', 'overtaken', 'lea']);
  const done = decideAction(asked, { do: 'done', by: 'tom', from: 'chat' }, view, now).state;
  expect(yes(done).state.owner).toBe('tom');
  expect(yes({ ...asked, owner: 'ana' }).state.owner).toBe('ana');
});

test('whoever looks after the team gives it on at once, and both hear of it', () => {
  const given = give('ivo', 'raj');
  expect([given.state.owner, told(given.effects)]).toEqual(['raj', ['given raj', 'answered tom taken']]);
  expect(told(give('mia', 'mia').effects)).toEqual(['answered tom taken']);
  expect(give('lea', 'raj').reply?.reply).toBe('refused');
});

test('what follows from a private blocker goes only to those who may see that', () => {
  const hidden = { origin: { level: 1 as const, readers: ['tom', 'ivo'] } };
  expect(give('tom', 'raj', hidden).reply?.reply).toBe('refused');
  expect(give('tom', 'ivo', hidden).state.offer?.to).toBe('ivo');
});

const late = (due: string, more: Partial<ActionView> = {}, at = now) => {
  const actions = { overdue: 'escalate' as const, after: 3 };
  const seen = { ...view, team: atlas({ actions }), ...more };
  const effect = lateJob(action({ due }), seen, at);
  return effect.do === 'arm' ? new Date(effect.job.due).toISOString().slice(0, 16) : effect.do;
};

test('it climbs in the morning of the third of the team’s working days after its date, if the team wants that', () => {
  expect(late('2026-11-06')).toBe('2026-11-11T08:00');
  expect(late('2026-10-01')).toBe('2026-11-06T08:00');
  expect(late('2026-11-06', { team: atlas() })).toBe('cancel');
  expect(late('2026-11-06', { team: atlas({ actions: { overdue: 'remind', after: 3 } }) })).toBe('cancel');
});

test('what follows from the blocker about an overdue action never climbs itself', () => {
  expect(late('2026-11-06', { origin: { level: 2, overdue: true } })).toBe('cancel');
  expect(late('2026-11-06', { origin: { level: 2 } })).not.toBe('cancel');
});

test('a lead speaks for it; for what the lead owns, the coordinator', () => {
  expect([whoSpeaks(action(), atlas()), whoSpeaks(action({ owner: 'ivo' }), atlas())]).toEqual([
    'ivo',
    'mia',
  ]);
  const alone = atlas({ members: [member('ivo', 'Europe/Prague', { roles: ['lead'] })], coordinator: 'ivo' });
  expect(whoSpeaks(action({ owner: 'ivo' }), alone)).toBe('ivo');
});
