import { describe, expect, test } from 'vitest';
import { correctLine, editLine, leaveLinesOut } from '../../src/core/digest/editing.ts';
import { wordIn } from '../../src/core/digest/leaving-out.ts';
import type { DigestMaterial } from '../../src/core/digest/material.ts';
import { firstBegin } from '../../src/core/digest/period.ts';
import { linesFor, linesForAny, readerAs, readersOf } from '../../src/core/digest/readers.ts';
import { composeDigest, numbersOnly } from '../../src/core/digest.ts';
import { type Metrics, metricsOf } from '../../src/core/metrics/metrics.ts';
import type { Objective, Score } from '../../src/core/planning/objective.ts';
import { presentDigest, presentDigestPreview } from '../../src/core/present/digest.ts';
import type { Digest } from '../../src/core/record.ts';
import type { Audience, Team } from '../../src/core/team.ts';
import { dateAt } from '../../src/core/time/zone.ts';
import { meeting, question, standup } from './fixtures.ts';
import { action, at, escalation, prompt, read, round, sync, team, update } from './present/scene.ts';

const FROM = at('16:00', '2026-10-30');
const TO = at('16:00', '2026-11-06');

function closed(date: string, id = `atlas/sync/${date}`) {
  return round({
    id,
    slot: date,
    date,
    state: 'closed',
    closed: { at: at('12:00', date), why: 'its time is over' },
  });
}

function promptsOf(id: string, states: Record<string, 'answered' | 'asked' | 'skipped' | 'missed'>) {
  return Object.entries(states).map(([who, state]) =>
    prompt(who, { round: id, state, ...(state === 'skipped' ? {} : { askedAt: at('09:00') }) }),
  );
}

const monday = closed('2026-11-02');
const tuesday = closed('2026-11-03');

/** What the metrics say of a week; made by them, so that only what a test is about stands in it. */
function numbers(more: Partial<Metrics['blockers']> = {}, rest: Partial<Metrics> = {}): Metrics {
  const none = metricsOf(
    {
      team: { ...team, rituals: [sync] },
      rounds: [],
      prompts: [],
      unnamed: [],
      updates: [],
      escalations: [],
      events: [],
      live: { at: TO + 1, n: 0 },
      actions: [],
      objectives: [],
      rotations: [],
      turns: [],
      figures: [],
    },
    { from: FROM + 1, to: TO + 1 },
  );
  return { ...none, blockers: { ...none.blockers, ...more }, ...rest };
}

const empty: DigestMaterial = {
  team: { ...team, rituals: [sync] },
  from: FROM,
  to: TO,
  rounds: [],
  prompts: [],
  updates: [],
  escalations: [],
  events: [],
  actions: [],
  decisions: [],
  risks: [],
  objectives: [],
  next: [],
  metrics: numbers(),
};

const week: DigestMaterial = {
  ...empty,
  metrics: numbers({ opened: 3, resolved: 1, open: 3, private: 1 }),
  rounds: [monday, tuesday],
  prompts: [
    ...promptsOf(monday.id, { mia: 'answered', tom: 'answered', ana: 'asked', raj: 'skipped' }),
    ...promptsOf(tuesday.id, { mia: 'answered', tom: 'missed', ana: 'answered' }),
  ],
  updates: [
    update('tom', { done: 'The schema is agreed\nand more' }, { round: monday.id, at: at('10:00') }),
    update('mia', { done: 'Old' }, { round: monday.id, at: at('09:30') }),
    update('mia', { done: 'The export is live' }, { round: tuesday.id, at: at('09:30', '2026-11-03') }),
    update('ana', { done: 'nothing new' }, { round: tuesday.id, at: at('15:00', '2026-11-03') }),
  ],
  escalations: [
    escalation(1, { raisedAt: at('09:00', '2026-10-28'), level: 2, outside: 'Access to the customer data' }),
    escalation(2, {
      raisedAt: at('09:00'),
      state: 'resolved',
      live: false,
      resolved: { by: 'tom', at: at('15:00'), how: 'restarted' },
    }),
    escalation(3, { raisedAt: at('09:00', '2026-11-05'), what: 'Raiser’s own words' }),
    escalation(4, { raisedAt: at('09:00', '2026-11-05'), what: 'secret', private: { people: [] } }),
  ],
  events: [
    {
      team: 'atlas',
      about: 'escalation:atlas-1',
      what: 'climbed',
      who: 'timer',
      at: at('17:00'),
      from: 'engine',
      facts: { from: 1, to: 2 },
    },
  ],
  actions: [
    action('a1', { open: false, done: { by: 'mia', at: at('12:00', '2026-11-04') } }),
    action('a2', { what: 'Order the keys', owner: 'tom', due: '2026-11-05' }),
    action('a3', { due: '2026-11-09' }),
  ],
  decisions: [
    { id: 'd1', team: 'atlas', what: 'We freeze on Thursday', by: 'mia', at: at('10:30'), from: 'round:x' },
  ],
  risks: [
    {
      id: 'r1',
      team: 'atlas',
      what: 'The vendor may be late',
      by: 'raj',
      at: at('10:00'),
      likelihood: 'high',
      open: true,
      version: 1,
    },
  ],
  next: [
    { ritual: sync, date: '2026-11-09', facilitator: 'Mia' },
    { ritual: sync, date: '2026-11-10', facilitator: 'Tom' },
    { ritual: sync, date: '2026-11-11', facilitator: 'Mia' },
    { ritual: meeting(), date: '2026-11-13' },
    { ritual: meeting({ id: 'digest', name: 'Weekly digest', kind: 'digest' }), date: '2026-11-13' },
  ],
};

function digest(more: Partial<Digest> = {}): Digest {
  return {
    id: 'atlas/2026-11-06',
    team: 'atlas',
    date: '2026-11-06',
    from: FROM,
    to: TO,
    state: 'preview',
    late: false,
    lines: composeDigest(week),
    version: 1,
    ...more,
  };
}

function linesOf(material: DigestMaterial, section: string): string[] {
  return composeDigest(material).flatMap((one) => (one.section === section ? [one.text] : []));
}

describe('a digest', () => {
  test('tells the week: what changed first', () => {
    expect(read(presentDigest(digest(), team))).toMatchInlineSnapshot(`
      "Atlas: digest, Fri 30 Oct to Fri 6 Nov
      What changed
      • In this first digest: 3 blockers raised, 1 blocker resolved, 1 decision and 1 action done.
      • atlas-1 went up from level 1 to level 2.
      What moved
      • Mia: The export is live
      • Tom: The schema is agreed
      Decisions
      • We freeze on Thursday (Mia)
      Blockers
      • 3 raised, 1 resolved, 3 open now.
      • atlas-2 was resolved at level 1 after 6 hours
      • atlas-1 is still open after 9 days, level 2: Access to the customer data
      • atlas-3 is new, open for 1 day, level 1
      New risks
      • The vendor may be late (likelihood high)
      Actions
      • 1 done, 2 open, 1 of them overdue.
      • Done: Write the runbook (Mia)
      • Overdue since Thu 5 Nov: Order the keys (Tom)
      Taking part
      • Morning sync: 4 of 6 answered in 2 rounds.
      Coming up
      • Morning sync: 3 days from Mon 9 Nov to Wed 11 Nov
      • Weekly review: Fri 13 Nov
      [Ask the team]
      (You get this because you are a stakeholder of Atlas. To stop it, ask Mia.)"
    `);
  });

  test('names who facilitates only when it is the same person on every date', () => {
    const coming = (...leaders: (string | undefined)[]) =>
      composeDigest({
        ...week,
        next: leaders.map((facilitator, at) => ({
          ritual: sync,
          date: `2026-11-${10 + at}`,
          ...(facilitator ? { facilitator } : {}),
        })),
      }).filter(({ section }) => section === 'next')[0]?.text;
    expect(coming('Mia', 'Mia', 'Mia')).toMatch(/Thu 12 Nov, facilitated by Mia$/);
    expect(coming('Mia', undefined, undefined)).toMatch(/Thu 12 Nov$/);
    expect(coming('Mia', 'Tom')).toMatch(/Wed 11 Nov$/);
  });

  test('links every line to the thing it came from', () => {
    const sources = composeDigest(week).map(({ source }) => source);
    expect(
      sources.every((source) => /^(team|ritual|update|escalation|decision|action|risk):./.test(source)),
    ).toBe(true);
    expect(sources).toContain(`update:${tuesday.id}/mia`);
    expect(sources).toContain('escalation:atlas-1');
    const shown = read(
      presentDigest(digest(), team, 'stakeholders', (source) => `https://rondo.example/${source}`),
    );
    expect(shown).toContain(
      '• Mia: The export is live source (https://rondo.example/update:atlas/sync/2026-11-03/mia)',
    );
  });

  test('covers what was committed after the last one, up to and with its own end', () => {
    const edges = [FROM, FROM + 1, TO, TO + 1].map((at, n) => ({ ...week.decisions[0]!, id: `d${n}`, at }));
    expect(
      composeDigest({ ...empty, decisions: edges })
        .filter(({ section }) => section === 'decisions')
        .map(({ source }) => source),
    ).toEqual(['decision:d1', 'decision:d2']);
  });

  test('does not know yet what happened after its end', () => {
    const later = escalation(9, {
      raisedAt: at('10:00'),
      state: 'resolved',
      live: false,
      resolved: { by: 'tom', at: TO + 1, how: 'x' },
    });
    const metrics = numbers({ opened: 1, open: 1 });
    expect(linesOf({ ...empty, escalations: [later], metrics }, 'blockers')).toEqual([
      '1 raised, 0 resolved, 1 open now.',
      'atlas-9 is new, open for 4 days, level 1',
    ]);
    const done = action('a', { open: false, done: { by: 'mia', at: TO + 1 } });
    expect(linesOf({ ...empty, actions: [done] }, 'actions')[0]).toBe('0 done, 1 open, 1 of them overdue.');
  });

  test('is honest about an empty week', () => {
    const lines = composeDigest(empty).map(({ text }) => text);
    expect(lines).toEqual([
      'In this first digest: no new blockers, no decisions, no actions done.',
      'No answers in this time.',
      'No blockers.',
    ]);
  });

  test('never shows the raiser’s words or a private blocker to outsiders', () => {
    const all = JSON.stringify(composeDigest(week));
    expect(all).not.toContain('own words');
    expect(all).not.toContain('secret');
    expect(all).not.toContain('atlas-4');
  });

  test('leaves out what came out of a private escalation', () => {
    const from = 'escalation:atlas-4';
    const hidden = {
      ...week,
      decisions: [{ ...week.decisions[0]!, from }],
      actions: [action('x', { from })],
    };
    expect(linesOf(hidden, 'decisions')).toEqual([]);
    expect(linesOf(hidden, 'actions')).toEqual([]);
  });

  test('counts participation, and not when it would be about one person', () => {
    expect(linesOf(week, 'participation')).toEqual(['Morning sync: 4 of 6 answered in 2 rounds.']);
    const one = { ...week, prompts: promptsOf(monday.id, { mia: 'answered' }) };
    expect(linesOf(one, 'participation')).toEqual([]);
    const silent = { ...week, prompts: promptsOf(monday.id, { mia: 'asked', tom: 'missed' }) };
    expect(linesOf(silent, 'participation')).toEqual(['Morning sync: no answers in 2 rounds, 2 asked for.']);
  });

  test('says which meetings were held and which were missed', () => {
    const review = meeting();
    const rounds = [
      closed('2026-11-04', 'atlas/review/a'),
      { ...closed('2026-11-05', 'atlas/review/b'), state: 'missed' as const },
    ].map((one) => ({ ...one, ritual: 'review' }));
    expect(linesOf({ ...empty, team: { ...team, rituals: [review] }, rounds }, 'participation')).toEqual([
      'Weekly review: held once, missed once.',
    ]);
  });

  test('quotes only standups that were published in the channel, never an anonymous answer', () => {
    const quiet = standup({ publish: { to: '#leads', as: 'thread' } });
    expect(
      linesOf({ ...week, rounds: week.rounds.map((one) => ({ ...one, definition: quiet })) }, 'moved'),
    ).toEqual(['No answers in this time.']);
    const hidden = standup({ questions: [question('done', { anonymous: true }), question('today')] });
    expect(
      linesOf({ ...week, rounds: week.rounds.map((one) => ({ ...one, definition: hidden })) }, 'moved'),
    ).toEqual(['No answers in this time.']);
  });

  test('says how many were resolved within the time of their level, as the metrics count', () => {
    const { levels } = numbers();
    const metrics = numbers({}, { levels: { ...levels, 2: { ...levels[2], kept: { met: 2, of: 3 } } } });
    expect(linesOf({ ...empty, metrics }, 'escalations')).toEqual([
      'Level 2: 2 of 3 resolved within its time.',
    ]);
  });

  test('tells what became of objectives, who owns them, and that some have no result yet', () => {
    const objective = (id: string, more: Partial<Objective>): Objective => ({
      id: `atlas/${id}`,
      team: 'atlas',
      week: '2026-11-02',
      what: id,
      owner: 'mia',
      by: 'mia',
      at: at('09:00'),
      open: false,
      version: 1,
      ...more,
    });
    const scored = (result: Score, when = at('15:00', '2026-11-06')) => ({
      score: { result, why: 'an inside matter', by: 'mia', at: when },
    });
    const objectives = [
      objective('Search', scored('not_met')),
      objective('Map', scored('met')),
      objective('Before', scored('met', FROM)),
      objective('Dropped', { ...scored('met'), dropped: { by: 'mia', at: at('10:00'), why: 'x' } }),
      objective('Open', { open: true, confirmed: { by: 'mia', at: at('10:00') } }),
    ];
    const metrics = numbers({}, { objectives: { met: 1, partly: 0, notMet: 1, cycle: { n: 0 } } });
    const material = { ...empty, objectives, metrics };
    expect(linesOf(material, 'objectives')).toEqual([
      '1 met and 1 not met.',
      'Met: Map (Mia)',
      'Not met: Search (Mia)',
    ]);
    expect(linesOf(material, 'open')).toEqual(['1 objective has no result yet.']);
    expect(JSON.stringify(composeDigest(material))).not.toContain('inside matter');
  });

  test('says what was not over yet', () => {
    const review = meeting();
    const going = round({ id: 'atlas/review/x', ritual: 'review', state: 'open', definition: review });
    expect(linesOf({ ...empty, rounds: [going] }, 'open')).toEqual([
      'Weekly review was not over yet: what comes of it is told next time.',
    ]);
  });

  test('shows how it felt only as the means of the metrics', () => {
    const metrics = numbers({}, { mood: { mean: 3.84, n: 9 }, stakeholders: { mean: 4, n: 4 } });
    expect(linesOf({ ...empty, metrics }, 'mood')).toEqual([
      'Mood: 3.8 of 5, from 9 answers without names.',
      'Satisfaction of stakeholders: 4 of 5, from 4 answers without names.',
    ]);
    expect(linesOf(empty, 'mood')).toEqual([]);
  });

  test('tells what people have written for the review that others should know of', () => {
    const review = meeting({ questions: [question('proud', { optional: true })] });
    const held = round({ id: 'atlas/review/x', ritual: 'review', state: 'closed', definition: review });
    const updates = [update('tom', { proud: 'The search is twice as fast' }, { round: held.id })];
    expect(linesOf({ ...empty, rounds: [held], updates }, 'accomplishments')).toEqual([
      'The search is twice as fast (Tom)',
    ]);
    expect(linesOf({ ...empty, rounds: [held], updates }, 'moved')).toEqual([]);
    const hidden = { ...review, publish: { to: '#leads', as: 'thread' as const } };
    expect(
      linesOf({ ...empty, rounds: [{ ...held, definition: hidden }], updates }, 'accomplishments'),
    ).toEqual([]);
  });

  test('leaves a line out that holds a word the team keeps to itself, in any case, and says which', () => {
    const digest = { ...team.digest, leaveOut: ['VENDOR', 'free', 'C++'] };
    const lines = composeDigest({ ...week, team: { ...week.team, digest } });
    expect(lines.filter(({ leftOut }) => leftOut).map(({ text, out }) => [text, out])).toEqual([
      ['We freeze on Thursday (Mia)', { word: 'free' }],
      ['The vendor may be late (likelihood high)', { word: 'VENDOR' }],
    ]);
    expect(wordIn('Written in c++.', digest.leaveOut)).toBe('C++');
    expect(wordIn('A carefree week', digest.leaveOut)).toBeUndefined();
  });

  test('can go out as numbers only', () => {
    const lines = numbersOnly(composeDigest(week));
    const text = read(presentDigest(digest({ lines }), team));
    expect(text).toContain('4 of 6 answered');
    expect(text).not.toMatch(/The export|atlas-1|freeze|keys|vendor/);
  });

  test('says when it is late', () => {
    expect(read(presentDigest(digest({ late: true }), team))).toContain(
      'This digest comes late: it was due on Fri 6 Nov.',
    );
  });
});

describe('the preview', () => {
  const preview = (more: Partial<Digest> = {}, silence: 'send' | 'hold' | 'numbers_only' = 'send') =>
    read(
      presentDigestPreview(
        digest({ lines: [], ...more }),
        { ...team, digest: { at: 960, silence } },
        at('15:00', '2026-11-06'),
      ),
    );

  test('asks the approver, and says what silence does', () => {
    expect(preview()).toMatchInlineSnapshot(`
      "Preview: Atlas: digest, Fri 30 Oct to Fri 6 Nov
      Please have a look. If you do nothing, it goes out at 16:00.
      [Send now] [Three lines] [Edit a line] [Leave lines out] [Hold back]
      (You get this because you approve the digest of Atlas. The team file says who does, under “digest”.)"
    `);
    expect(preview({}, 'hold')).toContain('without your word it is held back at 16:00.');
    expect(preview({}, 'numbers_only')).toContain('only its numbers go out at 16:00.');
  });

  test('shows what has become of it', () => {
    expect(preview({ state: 'held' })).toContain('[Send now]');
    expect(preview({ state: 'held' })).not.toContain('[Hold back]');
    const sent = preview({ state: 'sent', approval: { by: 'mia', at: TO } });
    expect(sent).toContain('This was sent to the stakeholders by Mia.');
    expect(sent).toContain('[Correct]');
    expect(sent).not.toContain('[Send now]');
  });
});

describe('who reads what', () => {
  const audience = (more: Partial<Team['digest']>): Team => ({
    ...team,
    stakeholders: [{ person: 'sam' }, { channel: '#news' }],
    leadership: [{ person: 'sam' }, { person: 'zoe' }],
    digest: { ...team.digest, ...more },
  });
  const sections = { stakeholders: ['changed'], leadership: ['blockers'] } as const;
  const seen = (of: Team, as: Audience, more: Partial<Digest> = {}) => [
    ...new Set(linesFor(digest(more), of, as).map(({ section }) => section)),
  ];

  test('each reader gets it once; who is both reads what both may', () => {
    const both = audience({ audience: 'both', sections });
    expect(readersOf(both)).toEqual([
      { to: { person: 'sam' }, as: 'both' },
      { to: { channel: '#news' }, as: 'stakeholders' },
      { to: { person: 'zoe' }, as: 'leadership' },
    ]);
    expect(seen(both, 'both')).toEqual(['changed', 'blockers']);
    expect(seen(both, 'leadership')).toEqual(['blockers']);
  });

  test('whom it does not go to reads nothing of it, a report neither', () => {
    const leaders = audience({ audience: 'leadership' });
    expect(readersOf(leaders).map(({ as }) => as)).toEqual(['leadership', 'leadership']);
    expect(seen(leaders, 'stakeholders')).toEqual([]);
    expect(seen(leaders, 'stakeholders', { ritual: 'monthly-report' })).toEqual([]);
    expect(seen(leaders, 'leadership', { ritual: 'monthly-report' })).toContain('changed');
    expect(readerAs(leaders, 'zoe')).toBe('leadership');
    expect(readerAs(leaders, 'mia')).toBe('both');
    expect(readerAs(leaders, 'stranger')).toBeUndefined();
  });

  test('what nobody reads is not written', () => {
    const both = audience({ audience: 'both', sections });
    const written = new Set(linesForAny(both, composeDigest(week)).map(({ section }) => section));
    expect([...written]).toEqual(['changed', 'blockers']);
  });
});

describe('a line that is changed', () => {
  const how = { by: 'mia', from: 'playground' };

  test('cannot be edited after it was sent, nor corrected before', () => {
    expect(editLine(digest({ state: 'sent' }), { at: 0, text: 'x' }, { ...how, team }, TO)).toHaveProperty(
      'refused',
    );
    expect(correctLine(digest(), { at: 0, text: 'x' }, { ...how, team }, TO)).toHaveProperty('refused');
    expect(leaveLinesOut(digest({ state: 'sent' }), new Set([0]), how, TO)).toHaveProperty('refused');
    expect(
      correctLine(digest({ state: 'sent' }), { at: 99, text: 'x' }, { ...how, team }, TO),
    ).toHaveProperty('refused');
  });

  test('keeps its source, and the log keeps what it said', () => {
    const before = digest();
    const edited = editLine(before, { at: 1, text: ' Other\nwords ' }, { ...how, team }, TO);
    if (!('digest' in edited)) throw new Error('it was not edited');
    expect(edited.digest.lines[1]).toEqual({
      ...before.lines[1],
      text: 'Other words',
      edited: { by: 'mia', at: TO },
    });
    expect(edited.events[0]).toMatchObject({ what: 'edited', who: 'mia' });
    expect(edited.events[0]?.why).toContain(before.lines[1]?.text);
  });

  test('an empty one is asked for again', () => {
    expect(editLine(digest(), { at: 0, text: ' ' }, { ...how, team }, TO)).toEqual({
      errors: { text: 'Please write what it should say.' },
    });
    const sent = digest({ state: 'sent' });
    const same = correctLine(sent, { at: 0, text: sent.lines[0]!.text }, { ...how, team }, TO);
    expect(same).toEqual({ errors: { text: 'This is what it says already.' } });
  });
});

describe('the time of a report', () => {
  const report = (every: { n: number; unit: 'months' | 'years' }, on = '2027-01-04') => {
    const ritual = standup({ id: 'report', kind: 'digest', schedule: { ...sync.schedule, at: 600, every } });
    return dateAt(
      'Europe/Berlin',
      firstBegin({ ...team, rituals: [ritual] }, { date: on, ritual: 'report' }),
    );
  };

  test('the first one begins as long before it as its ritual comes', () => {
    expect(report({ n: 1, unit: 'months' })).toBe('2026-12-04');
    expect(report({ n: 3, unit: 'months' })).toBe('2026-10-04');
    expect(report({ n: 1, unit: 'years' })).toBe('2026-01-04');
    expect(report({ n: 1, unit: 'months' }, '2027-03-31')).toBe('2027-02-28');
  });
});
