import { describe, expect, test } from 'vitest';
import type { DigestMaterial } from '../../src/core/digest/material.ts';
import { composeDigest, numbersOnly } from '../../src/core/digest.ts';
import { presentDigest, presentDigestPreview } from '../../src/core/present/digest.ts';
import type { Digest } from '../../src/core/record.ts';
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
  return Object.entries(states).map(([who, state]) => prompt(who, { round: id, state }));
}

const monday = closed('2026-11-02');
const tuesday = closed('2026-11-03');

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
  next: [],
};

const week: DigestMaterial = {
  ...empty,
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
      Blockers
      • 3 raised, 1 resolved, 3 open now. 1 of 1 resolved within the time of their level.
      • atlas-2 was resolved after 6 hours
      • atlas-1 is still open after 9 days, level 2: Access to the customer data
      • atlas-3 is new, open for 1 day, level 1
      Decisions
      • We freeze on Thursday (Mia)
      Actions
      • 1 done, 2 open, 1 of them overdue.
      • Done: Write the runbook (Mia)
      • Overdue since Thu 5 Nov: Order the keys (Tom)
      New risks
      • The vendor may be late (likelihood high)
      Taking part
      • Morning sync: 4 of 6 answered in 2 rounds.
      Coming up
      • Morning sync: 3 days from Mon 9 Nov to Wed 11 Nov
      • Weekly review: Fri 13 Nov
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
    const shown = read(presentDigest(digest(), team, (source) => `https://rondo.example/${source}`));
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
    expect(linesOf({ ...empty, escalations: [later] }, 'blockers')[0]).toBe(
      '1 raised, 0 resolved, 1 open now.',
    );
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

  test('counts a blocker as in time only if no level ran out', () => {
    const resolved = { by: 'tom', at: at('15:00', '2026-11-03'), how: 'x' };
    const ran = escalation(5, { state: 'resolved', resolved, level: 2 });
    const sent = escalation(6, { state: 'resolved', resolved, level: 2 });
    const back = escalation(8, { state: 'resolved', resolved, level: 1 });
    const climbed = { ...week.events[0]!, about: 'escalation:atlas-8' };
    const sentUp = {
      team: 'atlas',
      about: 'escalation:atlas-6',
      what: 'escalated',
      who: 'mia',
      at: at('11:00'),
      from: 'engine',
      facts: { from: 1, to: 2 },
    };
    const [numbers] = linesOf(
      {
        ...empty,
        escalations: [ran, sent, back, escalation(7, { state: 'resolved', resolved })],
        events: [sentUp, climbed],
      },
      'blockers',
    );
    expect(numbers).toBe('4 raised, 4 resolved, 0 open now. 2 of 4 resolved within the time of their level.');
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
      [Send now] [Hold back]
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
    expect(sent).not.toContain('[');
  });
});
