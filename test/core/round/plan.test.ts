import { describe, expect, test } from 'vitest';
import type { Dependency } from '../../../src/core/record.ts';
import type { Ritual } from '../../../src/core/ritual.ts';
import { turnFixedAt } from '../../../src/core/rotation/turn.ts';
import {
  lookInstant,
  nextOccurrence,
  participantsOf,
  planInstant,
  planRound,
  questionsFor,
  whoTakesPart,
} from '../../../src/core/round/plan.ts';
import type { PromptPlan } from '../../../src/core/round/prompting.ts';
import type { Absence, Person, Team } from '../../../src/core/team.ts';
import { addDays } from '../../../src/core/time/zone.ts';
import {
  absence,
  atlas,
  calendar,
  meeting,
  member,
  question,
  schedule,
  standup,
  utc,
  who,
} from '../fixtures.ts';

const MON = '2026-11-02';
const FRI = '2026-11-06';

describe('an async round', () => {
  test('opens at its time on the team’s clock and asks each person at that time on their own', () => {
    const plan = planOn(MON);
    expect(plan.opensAt).toBe(utc('2026-11-02T08:00'));
    expect(askedAt(plan.prompts)).toEqual({
      mia: '2026-11-02T08:00',
      tom: '2026-11-02T09:00',
      ana: '2026-11-02T14:00',
      raj: '2026-11-02T03:30',
      lea: '2026-11-02T08:00',
    });
  });

  test('is due at the close on the team’s clock, but nobody has less than the answer time', () => {
    const { prompts, closesAt } = planOn(MON);
    expect(only(prompts, 'mia').due).toBe(utc('2026-11-02T11:00'));
    expect(only(prompts, 'tom').due).toBe(utc('2026-11-02T11:00'));
    expect(only(prompts, 'ana').due).toBe(utc('2026-11-02T16:00'));
    expect(closesAt).toBe(utc('2026-11-02T16:00'));
  });

  test('may close some hours after each prompt instead', () => {
    const { prompts } = planOn(MON, standup({ closes: { after: 180 } }));
    expect(only(prompts, 'raj').due - only(prompts, 'raj').at).toBe(180 * 60_000);
    const short = planOn(MON, standup({ closes: { after: 60 } })).prompts;
    expect(only(short, 'raj').due - only(short, 'raj').at).toBe(120 * 60_000);
  });

  test('across a clock change in one country only, everybody still sees their own nine o’clock', () => {
    expect(askedAt(planOn('2026-10-26').prompts)).toMatchObject({
      mia: '2026-10-26T08:00',
      ana: '2026-10-26T13:00',
      raj: '2026-10-26T03:30',
    });
    expect(only(planOn('2026-10-23').prompts, 'mia').at).toBe(utc('2026-10-23T07:00'));
  });

  test('in the hour that the clock leaves out, the prompt comes at the gap’s end', () => {
    const night = standup({ schedule: schedule({ at: 150, on: { on: 'every_day' } }) });
    const team = atlas({
      members: [member('mia', 'Europe/Berlin', { calendar: calendar('Europe/Berlin', { days: [0] }) })],
    });
    expect(only(planOn('2027-03-28', night, [], team).prompts, 'mia').at).toBe(utc('2027-03-28T01:00'));
    expect(only(planOn('2026-10-25', night, [], team).prompts, 'mia').at).toBe(utc('2026-10-25T00:30'));
  });

  test('skips whoever is on leave, on their own holiday or not working, each with the reason', () => {
    const holiday = planOn('2026-11-09', standup(), [absence('tom', '2026-11-09', '2026-11-10')]);
    expect(skips(holiday.prompts)).toEqual({ tom: 'away until Wed 11 Nov', raj: 'public holiday: Diwali' });
    expect(skips(planOn('2026-11-05').prompts)).toEqual({ lea: 'does not work on Thursdays' });
  });

  test('a skipped person does not hold up the close', () => {
    expect(planOn(MON, standup(), [absence('ana', MON, MON, 'America/New_York')]).closesAt).toBe(
      utc('2026-11-02T11:00'),
    );
  });

  test('does not take place when everybody is away, though each has their reason', () => {
    const all = ['mia', 'tom', 'ana', 'raj', 'lea'].map((id) => absence(id, '2026-11-01', '2026-11-03'));
    const plan = planOn(MON, standup(), all);
    expect(plan.skip).toBe('everybody is away');
    expect(Object.keys(skips(plan.prompts))).toHaveLength(5);
  });

  test('somebody twelve hours away is asked on their own morning of the same date', () => {
    const team = atlas({ members: [member('kiri', 'Pacific/Auckland'), member('kai', 'Pacific/Honolulu')] });
    const plan = planOn(MON, standup(), [], team);
    expect(askedAt(plan.prompts)).toEqual({ kiri: '2026-11-01T20:00', kai: '2026-11-02T19:00' });
    expect(only(plan.prompts, 'kiri').due).toBe(utc('2026-11-02T11:00'));
    expect(plan.closesAt).toBe(utc('2026-11-02T21:00'));
  });

  test('asks only those with an open dependency where the ritual says so, on either side of it', () => {
    const check = standup({ with: 'dependencies' });
    expect(planOn(MON, check).skip).toBe('nobody has an open dependency');
    const plan = planRound(atlas(), check, on(MON), [], undefined, [
      depends('mia', 'raj'),
      depends('tom', 'ana', false),
    ]);
    expect(Object.keys(askedAt(plan.prompts))).toEqual(['mia', 'raj']);
  });

  test('does not take place on a date for which it has no question', () => {
    const ritual = standup({ questions: [question('risk', { onlyOn: [1, 4] })] });
    expect(planOn(MON, ritual).skip).toBeUndefined();
    expect(planOn('2026-11-03', ritual).skip).toBe('it has no question for Tue 3 Nov');
  });

  test('keeps the reason why an occurrence is skipped or merged', () => {
    const skipped = { slot: MON, date: MON, skipped: 'Mon 2 Nov is a day off: Fair.' };
    expect(planRound(atlas(), standup(), skipped, [])).toMatchObject({ skip: skipped.skipped, prompts: [] });
    const merged = { slot: '2026-11-03', date: MON, mergedInto: MON };
    expect(planRound(atlas(), standup(), merged, []).skip).toBe(
      'merged with the round planned for Mon 2 Nov',
    );
  });

  test('by hand it begins and asks at once', () => {
    const now = utc('2026-11-02T13:10');
    const plan = planRound(atlas(), standup(), { slot: 'run-1', date: MON }, [], now);
    expect(plan.opensAt).toBe(now);
    expect(plan.prompts.every(({ at, due }) => at === now && due === now + 120 * 60_000)).toBe(true);
    expect(planRound(atlas(), standup(), on(MON), [], now).opensAt).toBe(utc('2026-11-02T08:00'));
  });
});

describe('a reminder', () => {
  test('comes the given time before the due', () => {
    expect(times(only(planOn(MON).prompts, 'mia').remindAt)).toEqual(['2026-11-02T10:30']);
  });

  test('comes an hour before the person’s day ends, if that is earlier', () => {
    const team = atlas({ members: [member('kiri', 'Pacific/Auckland')] });
    expect(times(only(planOn(MON, standup(), [], team).prompts, 'kiri').remindAt)).toEqual([
      '2026-11-02T03:00',
    ]);
  });

  test('two that fall on one instant are one', () => {
    const team = atlas({ members: [member('kiri', 'Pacific/Auckland')] });
    const plan = planOn(MON, standup({ remind: [60, 30] }), [], team);
    expect(only(plan.prompts, 'kiri').remindAt).toHaveLength(1);
    expect(times(only(planOn(MON, standup({ remind: [60, 30] })).prompts, 'mia').remindAt)).toEqual([
      '2026-11-02T10:00',
      '2026-11-02T10:30',
    ]);
  });

  test('is dropped with the reason in quiet hours, before the question or while the person is away', () => {
    const quiet = planOn(MON, standup(), [], atlas({ quiet: { from: 680, to: 700 } }));
    expect(only(quiet.prompts, 'mia')).toMatchObject({
      remindAt: [],
      dropped: [{ at: utc('2026-11-02T10:30'), why: 'it falls into quiet hours' }],
    });
    const early = planOn(MON, standup({ remind: [240] }));
    expect(only(early.prompts, 'mia').dropped[0]?.why).toBe('it would come before the question');
    const dentist: Absence = {
      ...absence('mia', MON, MON),
      from: utc('2026-11-02T10:00'),
      to: utc('2026-11-02T10:45'),
    };
    expect(only(planOn(MON, standup(), [dentist]).prompts, 'mia').dropped[0]?.why).toBe(
      'away until Mon 2 Nov 11:45',
    );
  });

  test('a person’s own quiet hours go before the team’s', () => {
    const mia = member('mia', 'Europe/Berlin', { quiet: { from: 0, to: 60 } });
    const plan = planOn(MON, standup(), [], atlas({ members: [mia], quiet: { from: 680, to: 700 } }));
    expect(only(plan.prompts, 'mia').remindAt).toHaveLength(1);
  });
});

describe('a meeting', () => {
  test('is announced, starts on the team’s clock and closes half an hour after its end', () => {
    expect(planOn(FRI, meeting())).toMatchObject({
      opensAt: utc('2026-11-06T13:30'),
      startsAt: utc('2026-11-06T14:00'),
      closesAt: utc('2026-11-06T15:30'),
    });
  });

  test('asks those outside their hours to write on their last day at work before it', () => {
    const { prompts } = planOn(FRI, meeting(), [absence('raj', '2026-11-05', '2026-11-05', 'Asia/Kolkata')]);
    expect(
      prompts.every(({ written, optional, due }) => written && optional && due === utc('2026-11-06T14:00')),
    ).toBe(true);
    expect(askedAt(prompts)).toEqual({ raj: '2026-11-04T03:30', lea: '2026-11-04T08:00' });
  });

  test('asks nobody to write when there is nothing to write about', () => {
    expect(planOn(FRI, meeting({ questions: [], agenda: [] })).prompts).toEqual([]);
    expect(planOn(FRI, meeting({ questions: [], agenda: ['Next week'] })).prompts).toHaveLength(2);
  });

  test('knows who will not be there', () => {
    const plan = planOn('2026-11-09', meeting(), [absence('tom', '2026-11-09', '2026-11-10')]);
    expect(plan.absent).toEqual([
      { person: 'tom', why: 'away until Wed 11 Nov' },
      { person: 'raj', why: 'public holiday: Diwali' },
    ]);
    expect(plan.skip).toBeUndefined();
  });

  test('does not take place when everybody is away', () => {
    const all = ['mia', 'tom', 'ana', 'raj', 'lea'].map((id) => absence(id, '2026-11-01', '2026-11-10'));
    expect(planOn(FRI, meeting(), all).skip).toBe('everybody is away');
  });
});

describe('who takes part', () => {
  test('everyone means all who participate; a role means those who hold it; a person named is meant in any case', () => {
    const team = atlas();
    expect(ids(whoTakesPart(team, who({ everyone: true })))).toEqual(['mia', 'tom', 'ana', 'raj', 'lea']);
    expect(ids(whoTakesPart(team, who({ roles: ['developer', 'ux', 'lead'] })))).toEqual([
      'ana',
      'raj',
      'lea',
    ]);
    expect(ids(whoTakesPart(team, who({ people: ['ivo', 'mia'] })))).toEqual(['mia', 'ivo']);
  });

  test('stakeholders and leadership are the people listed there', () => {
    const dana: Person = { id: 'dana', name: 'Dana Ruiz', calendar: calendar('Europe/Berlin'), active: true };
    const team = atlas({
      others: [dana],
      stakeholders: [{ channel: '#out' }, { person: 'dana' }],
      leadership: [{ person: 'ivo' }],
    });
    expect(ids(whoTakesPart(team, who({ roles: ['stakeholders', 'leadership'] })))).toEqual(['ivo', 'dana']);
  });

  test('optional people are asked as such, observers never', () => {
    const ritual = standup({
      participants: who({ people: ['mia', 'tom', 'raj'] }),
      optional: who({ people: ['mia', 'ana'] }),
      observers: who({ people: ['raj'] }),
    });
    expect(participantsOf(atlas(), ritual).map(({ person, optional }) => [person.id, optional])).toEqual([
      ['mia', false],
      ['tom', false],
      ['ana', true],
    ]);
  });
});

test('somebody on a night shift is reminded before that shift ends, not the next one', () => {
  const shift = calendar('Europe/Berlin', { hours: { from: 1320, to: 1800 } });
  const team = atlas({ members: [member('mia', 'Europe/Berlin', { calendar: shift })] });
  const ritual = standup({ schedule: schedule({ at: 120 }), closes: { after: 600 }, remind: [30] });
  const [prompt] = planOn('2026-11-03', ritual, [], team).prompts;
  expect(prompt?.remindAt).toEqual([utc('2026-11-03T04:00')]);
  expect(planOn(MON, ritual, [], team).prompts[0]?.skip).toBe('does not work on Sundays');
});

describe('questions of a date', () => {
  test('are those for its weekday', () => {
    const ritual = standup({ questions: [question('done'), question('risk', { onlyOn: [1, 4] })] });
    expect(questionsFor(ritual, MON).map(({ id }) => id)).toEqual(['done', 'risk']);
    expect(questionsFor(ritual, '2026-11-03').map(({ id }) => id)).toEqual(['done']);
  });

  test('are the agenda’s topics, optional, where there are none; a duty asks nothing', () => {
    const ritual = standup({ questions: [], agenda: ['Progress', 'Blockers'] });
    expect(questionsFor(ritual, MON)).toMatchObject([
      { ask: 'Progress', type: 'text', optional: true },
      { ask: 'Blockers', type: 'text', optional: true },
    ]);
    expect(questionsFor({ ...ritual, kind: 'duty' }, MON)).toEqual([]);
  });
});

describe('planning', () => {
  test('comes before anything about the date can happen on anybody’s clock', () => {
    const teams = [atlas(), atlas({ members: [...atlas().members, member('kiri', 'Pacific/Kiritimati')] })];
    for (const team of teams) {
      for (let day = 0; day < 120; day += 1) {
        const date = addDays('2026-10-01', day);
        const at = planInstant(team, date);
        const happens = [standup(), meeting()].flatMap((ritual) =>
          planOn(date, ritual, [], team).prompts.map((one) => one.at),
        );
        const eve = Date.parse(addDays(date, -1)) - 14 * 3_600_000;
        expect(at).toBeLessThanOrEqual(Math.min(turnFixedAt(team, date), eve, ...happens));
      }
    }
  });

  test('looks ten days back for a meeting that is asked about in writing, and no further than anybody was at work', () => {
    const team = atlas();
    const leave = [absence('ana', '2026-11-02', FRI)];
    expect(planInstant(team, FRI, leave)).toBe(utc('2026-10-29T10:00'));
    for (let first = 20; first < 31; first += 1) {
      const away = [absence('ana', `2026-10-${first}`, FRI, 'America/New_York')];
      const prompts = planOn(FRI, meeting({ schedule: schedule({ at: 480 }) }), away, team).prompts;
      for (const { at } of prompts)
        expect(Math.max(planInstant(team, FRI, away), lookInstant(team, meeting(), FRI))).toBeLessThan(at);
    }
    expect(lookInstant(team, meeting({ questions: [] }), FRI)).toBe(planInstant(team, FRI));
    expect(lookInstant(team, standup(), FRI)).toBe(planInstant(team, FRI));
  });

  test('begins with the first round whose time has not passed, and goes on from a slot', () => {
    const [team, ritual] = [atlas(), standup()];
    expect(nextOccurrence(team, ritual, undefined, utc('2026-11-02T08:00'))?.date).toBe(MON);
    expect(nextOccurrence(team, ritual, undefined, utc('2026-11-02T08:01'))?.date).toBe('2026-11-03');
    expect(nextOccurrence(team, ritual, FRI, utc('2026-11-02T08:00'))?.date).toBe('2026-11-09');
    expect(nextOccurrence(team, ritual, MON, utc('2027-01-01T00:00'))?.slot).toBe('2026-11-03');
  });

  test('gives skipped occurrences too, and nothing once the ritual has expired', () => {
    const team = atlas({ calendar: calendar('Europe/Berlin', { closed: { [FRI]: 'Fair' } }) });
    const friday = meeting({
      schedule: schedule({ at: 900, on: { on: 'weekdays', days: [5] }, until: FRI }),
    });
    expect(nextOccurrence(team, friday, undefined, utc('2026-11-02T08:00'))).toMatchObject({
      slot: FRI,
      skipped: expect.stringContaining('Fair'),
    });
    expect(nextOccurrence(team, friday, FRI, utc('2026-11-06T20:00'))).toBeUndefined();
  });

  test('a round pushed to the next working day is found on that day', () => {
    const team = atlas({ calendar: calendar('Europe/Berlin', { closed: { [FRI]: 'Fair' } }) });
    const moved = meeting({
      schedule: schedule({ at: 900, on: { on: 'weekdays', days: [5] }, onHoliday: 'next' }),
    });
    expect(nextOccurrence(team, moved, undefined, utc('2026-11-09T08:00'))).toEqual({
      slot: FRI,
      date: '2026-11-09',
    });
  });
});

function on(date: string) {
  return { slot: date, date };
}

function planOn(date: string, ritual: Ritual = standup(), absences: Absence[] = [], team: Team = atlas()) {
  return planRound(team, ritual, on(date), absences);
}

function only(prompts: readonly PromptPlan[], person: string): PromptPlan {
  const found = prompts.find((prompt) => prompt.person === person);
  if (!found) throw new Error(`no prompt for ${person}`);
  return found;
}

function askedAt(prompts: readonly PromptPlan[]) {
  return Object.fromEntries(
    prompts.filter(({ skip }) => !skip).map(({ person, at }) => [person, times([at])[0]]),
  );
}

function skips(prompts: readonly PromptPlan[]) {
  return Object.fromEntries(prompts.flatMap(({ person, skip }) => (skip ? [[person, skip]] : [])));
}

function times(instants: readonly number[]): string[] {
  return instants.map((at) => new Date(at).toISOString().slice(0, 16));
}

function ids(people: readonly Person[]): string[] {
  return people.map(({ id }) => id);
}

function depends(waiting: string, onWhom: string, open = true): Dependency {
  return {
    id: `${waiting}-${onWhom}`,
    team: 'atlas',
    waiting,
    on: onWhom,
    what: 'it',
    since: 0,
    open,
    version: 1,
  };
}
