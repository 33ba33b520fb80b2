import { expect, test } from 'vitest';
import { chooseFacilitator } from '../../../src/core/rotation/facilitation.ts';
import { openRound } from '../../../src/core/round/course.ts';
import { planRound } from '../../../src/core/round/plan.ts';
import type { Absence, Member } from '../../../src/core/team.ts';
import { instantAt } from '../../../src/core/time/zone.ts';
import { absence, atlas, calendar, facilitation, member, schedule, standup } from '../fixtures.ts';
import { round } from '../present/scene.ts';

const BERLIN = 'Europe/Berlin';
const NIGHT = { from: 1320, to: 1800 };
const nights = calendar(BERLIN, { hours: NIGHT });
const TUESDAY = '2026-11-03';
/** Two in the morning: Monday's shift. */
const ritual = standup({ schedule: schedule({ at: 120 }), facilitator: facilitation({ rotation: 'sync' }) });

/** Mia and Tom work from 22:00 to 06:00. */
function team(tom: Partial<Member> = {}) {
  const members = [
    member('mia', BERLIN, { calendar: nights }),
    member('tom', BERLIN, { calendar: nights, ...tom }),
  ];
  return atlas({ calendar: nights, members });
}

/** Away for the shift that begins on that date. */
function shift(person: string, date: string): Absence {
  const from = instantAt(BERLIN, date, 360);
  return { ...absence(person, date, date), from, to: from + 24 * 3_600_000 };
}

const MONDAYS = [shift('mia', '2026-11-02'), shift('tom', '2026-11-02')];
const TUESDAYS = [shift('mia', TUESDAY), shift('tom', TUESDAY)];

test('a round in the small hours closes quietly when the night before has nobody, not when the next one has', () => {
  const opened = (absences: Absence[]) => {
    const planned = round({ state: 'planned', date: TUESDAY, opensAt: instantAt(BERLIN, TUESDAY, 120) });
    return openRound({ team: team(), ritual, round: planned, absences }, planned.opensAt).state;
  };
  expect(opened(MONDAYS)).toMatchObject({ state: 'closed', closed: { why: 'everybody is away' } });
  expect(opened(TUESDAYS).state).toBe('open');
});

test.each(['async', 'live'] as const)('its plan says the same (%s)', (mode) => {
  const skip = (absences: Absence[]) =>
    planRound(team(), { ...ritual, mode }, { slot: TUESDAY, date: TUESDAY }, absences).skip;
  expect(skip(MONDAYS)).toBe('everybody is away');
  expect(skip(TUESDAYS)).toBeUndefined();
});

test('its turn goes to somebody of that shift', () => {
  const leads = (who: ReturnType<typeof team>, absences: Absence[]) =>
    chooseFacilitator(who, ritual, TUESDAY, { absences }).facilitator.person;
  expect(leads(team(), [])).toBe('mia');
  expect(leads(team(), [shift('mia', TUESDAY)])).toBe('mia');
  expect(leads(team(), [shift('mia', '2026-11-02')])).toBe('tom');
  // Tom begins on Tuesdays: on Monday night nobody else is there.
  const part = team({ calendar: calendar(BERLIN, { hours: NIGHT, days: [2, 3, 4] }) });
  expect(leads(part, [shift('mia', '2026-11-02')])).toBeUndefined();
});
