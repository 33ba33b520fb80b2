import { expect, test } from 'vitest';
import type { Ritual } from '../../src/core/ritual.ts';
import type { Person, Team } from '../../src/core/team.ts';
import { harness, sentAt } from '../harness.ts';
import { planningTeam } from './meetings.ts';

const NOBODY = { everyone: false, roles: [], people: [] };
const STAKEHOLDERS = { ...NOBODY, roles: ['stakeholders'] };

/** The planning of Monday ten o'clock, with Dana and Sam among the stakeholders and Zoe in the leadership. */
async function outside(change: Partial<Ritual>, more: (person: Person) => Person = (one) => one) {
  const team: Team = await planningTeam({ optional: NOBODY, observers: NOBODY, ...change });
  const dana = team.others[0]!;
  const others = ['dana', 'sam', 'zoe'].map((id) => more({ ...dana, id, name: id }));
  const story = await harness({
    at: '2026-11-01T20:00:00Z',
    teams: [
      {
        ...team,
        others,
        stakeholders: [{ person: 'dana' }, { person: 'sam' }, { channel: '#atlas-stakeholders' }],
        leadership: [{ person: 'zoe' }],
      },
    ],
  });
  await story.until('2026-11-02T08:40:00Z');
  story.ignore(/^Atlas · Mon 2 Nov|^Weekly planning · Mon 2 Nov\n/);
  return story;
}

test.each(['optional', 'observers'] as const)(
  'stakeholders whom a meeting names under %s are told when it is announced, and nobody else from outside',
  async (where) => {
    const story = await outside({ [where]: STAKEHOLDERS, link: 'https://meet.example/1' });
    for (const who of ['dana', 'sam']) {
      const told = story.expectMessage(who, /^You are welcome at Weekly planning of Atlas on Mon 2 Nov\./);
      expect(sentAt(told)).toBe('2026-11-02 08:30');
      expect(told.text).toMatch(/It starts at 10:00 and lasts 1 hour\. .*https:\/\/meet\.example\/1/);
      expect(told.text).toMatch(/• Objectives\n• Risks/);
    }
    story.expectNothing();
    const first = story.all().find(({ to }) => to === 'dana')!;
    await story.until('2026-11-02T11:00:00Z');
    expect(story.now(first)).toMatch(/It is over\./);
    story.ignore(/Weekly planning/);
    story.expectNothing();
  },
);

test('stakeholders whom a meeting does not name hear nothing of it', async () => {
  const story = await outside({});
  story.expectNothing();
  await story.until('2026-11-02T11:00:00Z');
  for (const who of ['dana', 'sam', 'zoe', '#atlas-stakeholders']) story.expectNothing(who);
  story.ignore(/Weekly planning/);
});

test('whoever from outside is away is not invited', async () => {
  const story = await outside({ optional: STAKEHOLDERS }, (person) => {
    const closed = new Map([['2026-11-02', 'a holiday']]);
    return person.id === 'sam' ? { ...person, calendar: { ...person.calendar, closed } } : person;
  });
  story.expectMessage('dana', /^You are welcome/);
  story.expectNothing();
});
