import { describe, expect, test } from 'vitest';
import type { Facilitation, Ritual } from '../../../src/core/ritual.ts';
import {
  chooseFacilitator,
  handOver,
  type Known,
  startTurn,
} from '../../../src/core/rotation/facilitation.ts';
import { emptyRotation, type Rotation, type Turn } from '../../../src/core/rotation/rotation.ts';
import { passOnAt, turnFixedAt, turnOf } from '../../../src/core/rotation/turn.ts';
import type { Absence, Team } from '../../../src/core/team.ts';
import {
  absence,
  atlas,
  calendar,
  facilitation,
  meeting,
  member,
  schedule,
  standup,
  utc,
  who,
} from '../fixtures.ts';

const MON = '2026-11-02';
const TUE = '2026-11-03';
const WED = '2026-11-04';
const team = atlas();

function leads(how: Partial<Facilitation>, absences: Absence[] = [], date = MON) {
  return chooseFacilitator(team, standup({ facilitator: facilitation(how) }), date, { absences }).facilitator;
}

describe('the order', () => {
  test('the first role whose holder is at work', () => {
    expect(leads({ roles: ['product-owner', 'lead'] })).toEqual({
      person: 'mia',
      why: 'holds the role product-owner',
    });
    expect(leads({ roles: ['product-owner', 'lead'] }, [absence('mia', MON, MON)])).toEqual({
      person: 'ivo',
      why: 'holds the role lead; passed over: Mia (away until Tue 3 Nov)',
    });
  });

  test('named people together, those at work', () => {
    expect(leads({ people: ['ana', 'tom', 'mia'] }, [absence('tom', MON, MON)])).toMatchObject({
      person: 'ana',
      also: ['mia'],
    });
  });

  test('somebody from outside before the rotation', () => {
    expect(leads({ external: 'Dana Ruiz', rotation: 'sync' })).toMatchObject({ external: 'Dana Ruiz' });
    expect(leads({ people: ['ana'], external: 'Dana Ruiz' }, [absence('ana', MON, MON)]).external).toBe(
      'Dana Ruiz',
    );
  });

  test('the rotation after roles whose holders are away', () => {
    const away = [absence('mia', MON, MON, 'Europe/Berlin')];
    expect(leads({ roles: ['product-owner'], rotation: 'sync' }, away)).toEqual({
      person: 'tom',
      why: 'the list begins here; passed over: Mia (away until Tue 3 Nov)',
    });
  });

  test('the lead when nobody of the list is at work, and nobody when the lead is away too', () => {
    const all = ['mia', 'tom', 'ana', 'raj', 'lea'].map((id) => absence(id, '2026-11-01', '2026-11-03'));
    expect(leads({ rotation: 'sync' }, all)).toMatchObject({ person: 'ivo' });
    const nobody = leads({ rotation: 'sync' }, [...all, absence('ivo', MON, MON)]);
    expect(nobody.person).toBeUndefined();
    expect(nobody.why).toMatch(
      /^nobody can, the lead included; passed over: Mia \(away until Wed 4 Nov\), .*, 3 more$/,
    );
  });
});

describe('a rotation', () => {
  const sync = standup({ facilitator: facilitation({ rotation: 'sync' }) });

  test('goes through the participants who take part, in the order of the team file', () => {
    expect(daysOf(team, sync, [MON, TUE, WED, '2026-11-05', '2026-11-06', '2026-11-09'])).toEqual([
      'mia',
      'tom',
      'ana',
      'raj',
      'mia',
      'tom',
    ]);
    const developers = { ...sync, participants: who({ roles: ['developer'] }) };
    expect(daysOf(team, developers, [MON, TUE, WED, '2026-11-05'])).toEqual(['raj', 'lea', 'raj', 'raj']);
  });

  test('a daily turn is shared by the rituals of one rotation, turns of one round are not', () => {
    const check = standup({
      id: 'check',
      schedule: schedule({ at: 900 }),
      facilitator: facilitation({ rotation: 'sync' }),
    });
    const first = chooseFacilitator(team, sync, MON, { absences: [] });
    expect(turnOf(team, check, MON)).toEqual({ id: `atlas/sync/${MON}`, rotation: 'atlas/sync', date: MON });
    expect(chooseFacilitator(team, check, MON, knownAfter(first)).facilitator.person).toBe('mia');
    const own = facilitation({ rotation: 'sync', turns: 'round' });
    expect(turnOf(team, { ...check, facilitator: own }, MON)?.id).toBe(`atlas/sync/${MON}/check`);
  });

  test('a weekly turn stays for the week; when its person is away somebody stands in for the day', () => {
    const weekly: Ritual = { ...sync, facilitator: facilitation({ rotation: 'sync', turns: 'weekly' }) };
    const first = chooseFacilitator(team, weekly, MON, { absences: [] });
    const absences = [absence('mia', TUE, TUE)];
    expect(turnOf(team, weekly, '2026-11-08')?.date).toBe(MON);
    const tuesday = chooseFacilitator(team, weekly, TUE, { ...knownAfter(first), absences });
    expect(tuesday.facilitator).toEqual({ person: 'tom', why: 'stands in for Mia (away until Wed 4 Nov)' });
    expect(tuesday.turn).toBeUndefined();
    expect(chooseFacilitator(team, weekly, WED, { ...knownAfter(first), absences }).facilitator.person).toBe(
      'mia',
    );
  });

  test('the week of a team that works from Sunday to Thursday begins on Sunday', () => {
    const weekly: Ritual = { ...sync, facilitator: facilitation({ rotation: 'sync', turns: 'weekly' }) };
    const dubai = atlas({ calendar: calendar('Asia/Dubai', { days: [0, 1, 2, 3, 4] }) });
    expect(turnOf(dubai, weekly, '2026-11-05')?.date).toBe('2026-11-01');
    const always = atlas({ calendar: calendar('Asia/Dubai', { days: [0, 1, 2, 3, 4, 5, 6] }) });
    expect(turnOf(always, weekly, '2026-11-08')?.date).toBe(MON);
  });

  test('a shared turn stays announced when one of its meetings is outside its person’s hours', () => {
    const review = meeting({ facilitator: facilitation({ rotation: 'sync' }) });
    const two = atlas({ members: [member('kiri', 'Pacific/Auckland'), member('mia', 'Europe/Berlin')] });
    const first = chooseFacilitator(two, sync, '2026-11-06', { absences: [] });
    expect(first.turn?.person).toBe('kiri');
    const afternoon = chooseFacilitator(two, review, '2026-11-06', knownAfter(first));
    expect(afternoon.facilitator).toEqual({
      person: 'mia',
      why: 'stands in for Kiri (the meeting is outside their hours)',
    });
    expect(afternoon.turn).toBeUndefined();
    const away = [absence('kiri', '2026-11-06', '2026-11-06', 'Pacific/Auckland')];
    const taken = chooseFacilitator(two, review, '2026-11-06', { ...knownAfter(first), absences: away });
    expect(taken.turn?.person).toBe('mia');
  });

  test('a fixed turn does not change when it is looked at again', () => {
    const first = chooseFacilitator(team, sync, MON, { absences: [] });
    const later: Known = { ...knownAfter(first), rotation: emptyRotation('atlas', 'sync') };
    const smaller = atlas({ members: team.members.filter(({ id }) => id !== 'tom') });
    expect(chooseFacilitator(smaller, sync, MON, later).facilitator.person).toBe('mia');
  });

  test('nobody leads a meeting in their night while somebody else can', () => {
    const review = meeting({ facilitator: facilitation({ rotation: 'review', turns: 'round' }) });
    const asia = atlas({ members: [member('kiri', 'Pacific/Auckland'), member('mia', 'Europe/Berlin')] });
    expect(chooseFacilitator(asia, review, '2026-11-06', { absences: [] }).facilitator).toEqual({
      person: 'mia',
      why: 'the only one in the list who can do it; passed over: Kiri (the meeting is outside their hours)',
    });
    const night = atlas({ members: [member('kiri', 'Pacific/Auckland')] });
    expect(chooseFacilitator(night, review, '2026-11-06', { absences: [] }).facilitator.person).toBe('kiri');
  });
});

describe('a turn', () => {
  const sync = standup({ facilitator: facilitation({ rotation: 'sync' }) });

  test('is fixed at the team’s opening on the previous working day', () => {
    expect(turnFixedAt(team, TUE)).toBe(utc('2026-11-02T08:00'));
    expect(turnFixedAt(team, MON)).toBe(utc('2026-10-30T08:00'));
    const closed = atlas({
      calendar: calendar('Europe/Berlin', { closed: { '2026-12-24': 'Day off', '2026-12-25': 'Christmas' } }),
    });
    expect(turnFixedAt(closed, '2026-12-28')).toBe(utc('2026-12-23T08:00'));
  });

  test('the clock change between fixing and date does not move the opening', () => {
    expect(turnFixedAt(team, '2026-10-26')).toBe(utc('2026-10-23T07:00'));
  });

  test('passes on in silence half an hour before a live meeting, never in an async round', () => {
    expect(passOnAt(team, meeting(), '2026-11-06')).toBe(utc('2026-11-06T13:30'));
    expect(passOnAt(team, sync, MON)).toBeUndefined();
  });

  test('is taken over by the next in the list before it starts, with the reason', () => {
    const first = chooseFacilitator(team, sync, TUE, { absences: [] });
    const known = { ...knownAfter(first), now: utc('2026-11-03T07:00') };
    const passed = handOver(team, sync, TUE, known, 'cannot do it');
    expect(passed).toMatchObject({ ok: true, facilitator: { person: 'tom' }, turn: { person: 'tom' } });
    if (!passed.ok || !passed.turn || !passed.rotation) throw new Error('expected a turn');
    expect(passed.turn.passed).toEqual([{ person: 'mia', why: 'cannot do it' }]);
    expect(passed.turn.why).toBe('the list begins here; passed over: Mia (cannot do it)');
    const { rotation } = startTurn(passed.turn, passed.rotation, utc('2026-11-03T08:00'));
    expect(rotation.accounts.mia).toBeUndefined();
    expect(rotation.accounts.tom?.turns).toBe(1);
  });

  test('passed on twice, it does not come back to the first', () => {
    let known = {
      ...knownAfter(chooseFacilitator(team, sync, TUE, { absences: [] })),
      now: utc('2026-11-03T07:00'),
    };
    const people: (string | undefined)[] = [];
    for (let times = 0; times < 6; times += 1) {
      const passed = handOver(team, sync, TUE, known, 'no answer');
      if (!passed.ok) throw new Error(passed.why);
      people.push(passed.facilitator.person);
      known = { ...knownAfter(passed), now: known.now };
    }
    expect(people).toEqual(['tom', 'ana', 'raj', 'lea', 'ivo', 'ivo']);
  });

  test('counts after its start, so that it cannot be passed on any more', () => {
    const known = {
      ...knownAfter(chooseFacilitator(team, sync, TUE, { absences: [] })),
      now: utc('2026-11-03T08:00'),
    };
    expect(handOver(team, sync, TUE, known, 'late').ok).toBe(false);
    const early = { ...known, now: utc('2026-11-03T07:59') };
    expect(handOver(team, sync, TUE, early, 'in time').ok).toBe(true);
  });

  test('goes to the next when its person turns out to be away', () => {
    const first = chooseFacilitator(team, sync, TUE, { absences: [] });
    const now = chooseFacilitator(team, sync, TUE, {
      ...knownAfter(first),
      absences: [absence('mia', TUE, TUE)],
    });
    expect(now.facilitator).toEqual({
      person: 'tom',
      why: 'the list begins here; passed over: Mia (away until Wed 4 Nov)',
    });
    expect(now.turn?.person).toBe('tom');
    expect(now.rotation?.announced).toHaveLength(1);
  });

  test('absent at the start is absent, though the morning was spent at work', () => {
    const check = standup({
      schedule: schedule({ at: 900 }),
      facilitator: facilitation({ rotation: 'sync' }),
    });
    const afternoon: Absence = { ...absence('mia', MON, MON), from: utc('2026-11-02T12:00') };
    expect(chooseFacilitator(team, check, MON, { absences: [afternoon] }).facilitator.person).toBe('tom');
    expect(chooseFacilitator(team, sync, MON, { absences: [afternoon] }).facilitator.person).toBe('mia');
  });

  test('counts once, however many rounds share it', () => {
    const chosen = chooseFacilitator(team, sync, MON, { absences: [] });
    if (!chosen.turn || !chosen.rotation) throw new Error('expected a turn');
    const once = startTurn(chosen.turn, chosen.rotation, utc('2026-11-02T08:00'));
    const twice = startTurn(once.turn, once.rotation, utc('2026-11-02T14:00'));
    expect(twice).toEqual(once);
    expect(once.turn.countedAt).toBe(utc('2026-11-02T08:00'));
    expect(once.rotation.accounts.mia).toEqual({ turns: 1, share: 0.2, last: MON, order: 1 });
  });
});

function knownAfter(chosen: { turn?: Turn; rotation?: Rotation }): {
  absences: Absence[];
  turn: Turn;
  rotation: Rotation;
} {
  if (!chosen.turn || !chosen.rotation) throw new Error('expected a turn');
  return { absences: [], turn: chosen.turn, rotation: chosen.rotation };
}

/** Who leads on those dates when each turn starts and counts. */
function daysOf(of: Team, ritual: Ritual, dates: readonly string[]): (string | undefined)[] {
  let rotation = emptyRotation('atlas', 'sync');
  return dates.map((date) => {
    const chosen = chooseFacilitator(of, ritual, date, { absences: [], rotation });
    if (chosen.turn && chosen.rotation) rotation = startTurn(chosen.turn, chosen.rotation, 0).rotation;
    return chosen.facilitator.person;
  });
}
