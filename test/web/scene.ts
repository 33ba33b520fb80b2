import type { Objective } from '../../src/core/planning/objective.ts';
import type { Action, Digest, Risk } from '../../src/core/record.ts';
import type { Retro } from '../../src/core/retro/retro.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import { atlas } from '../atlas.ts';
import { fill } from '../stories/blockers.ts';
import { type Site, site } from './dashboard.ts';

type Over = NonNullable<Parameters<typeof site>[1]>;

/** A Tuesday morning of the sample team, with something on every page. */
export async function livelySite(over: Over = {}): Promise<Site> {
  const there = await site({ teams: [await atlas()], at: '2026-11-01T12:00:00Z' }, over);
  const { rondo } = there;
  await rondo.until('2026-11-03T09:10:00Z');
  await raise(there, 'tom', 'The staging database is down, and nobody can try the new release');
  await raise(there, 'ana', 'The vendor does not answer <b>our</b> questions & the contract ends', {
    private: true,
  });
  const now = rondo.clock.now();
  await rondo.store.transact(async (tx) => {
    for (const row of actions(now)) await tx.actions.insert(row);
    for (const row of objectives(now)) await tx.objectives.insert(row);
    for (const row of risks(now)) await tx.risks.insert(row);
    await tx.retros.insert(retro(now));
    await tx.cards.insert({
      id: 'c1',
      retro: 'atlas/retro/1',
      column: 'Stop',
      text: 'Late reviews',
      version: 1,
    });
    await tx.digests.insert(digest(now));
  });
  rondo.ignore(/.*/);
  return there;
}

export async function raise(
  { rondo }: Site,
  who: string,
  what: string,
  values: Record<string, boolean> = {},
) {
  await fill(rondo, who, await rondo.slash(who, '/escalate'), { what, when: 'today', ...values });
  rondo.ignore(/.*/);
}

const from = 'round:atlas/weekly-planning/2026-11-02';

function actions(now: number): Action[] {
  const base = { team: 'atlas', from, version: 1 };
  return [
    { ...base, id: 'a1', what: 'Order the keys', owner: 'tom', due: '2026-11-02', open: true },
    { ...base, id: 'a2', what: 'Ask the vendor for a date', owner: 'mia', due: '2026-11-06', open: true },
    {
      ...base,
      id: 'a3',
      what: 'Write down the release steps',
      owner: 'raj',
      due: '2026-11-01',
      open: false,
      done: { by: 'raj', at: now - DAY },
    },
  ];
}

function objectives(now: number): Objective[] {
  const base = { team: 'atlas', by: 'mia', at: now - DAY, version: 1 };
  return [
    {
      ...base,
      id: 'o1',
      week: '2026-11-02',
      what: 'Release 2.4 is out',
      measure: 'It is on the download page',
      owner: 'tom',
      confirmed: { by: 'mia', at: now },
      open: true,
    },
    {
      ...base,
      id: 'o2',
      week: '2026-10-26',
      what: 'The new list view is tried by five customers',
      owner: 'ana',
      score: { result: 'partly', why: 'Three have answered', by: 'ana', at: now - 4 * DAY },
      open: false,
    },
  ];
}

function risks(now: number): Risk[] {
  const base = { team: 'atlas', by: 'kim', at: now - DAY, open: true, version: 1 };
  return [
    {
      ...base,
      id: 'r1',
      what: 'The vendor may end the contract',
      likelihood: 'high',
      impact: 'high',
      mitigation: 'Look for a second vendor',
    },
    { ...base, id: 'r2', what: 'Two people know the old importer', likelihood: 'low', impact: 'medium' },
  ];
}

function retro(now: number): Retro {
  return {
    id: 'atlas/retro/1',
    team: 'atlas',
    phase: 'ended',
    columns: ['Start', 'Stop', 'Continue'],
    at: now - 5 * DAY,
    open: false,
    name: 'Workflow retro',
    date: '2026-10-29',
    votes: 3,
    step: 6,
    kept: [],
    groups: [{ id: 'c1', name: 'Reviews take too long', cards: ['c1'], votes: 4, discussed: now - 5 * DAY }],
    differ: [],
    current: 0,
    voters: 5,
    ended: { at: now - 5 * DAY + HOUR, why: 'Mia ended it.' },
    version: 1,
  };
}

function digest(now: number): Digest {
  return {
    id: 'atlas/2026-10-30',
    team: 'atlas',
    date: '2026-10-30',
    from: now - 11 * DAY,
    to: now - 4 * DAY,
    state: 'sent',
    late: false,
    lines: [
      { section: 'changed', text: 'Release 2.3 is out', source: 'decision:1' },
      { section: 'blockers', text: 'Not for outsiders', source: 'escalation:atlas-9', leftOut: true },
    ],
    version: 1,
  };
}
