import { expect, test } from 'vitest';
import { type Change, ritual } from '../atlas.ts';
import { type Harness, harness, type Seen } from '../harness.ts';
import { filling, found, objective, planning, pressIn, pressOn } from './planning.ts';

const MEETINGS = ['weekly-planning', 'mid-week-review', 'weekly-review', 'risk-review'];
const RITUALS = ['morning-sync', 'integration-check', ...MEETINGS];

/** The same rituals, answered in four hours instead of met. */
const written: readonly Change[] = MEETINGS.map((id) =>
  ritual(id, () => ({ mode: 'async', closes: { after: 240 } })),
);

function place(story: Harness, title: string): Seen {
  return story.all().find(({ to, text }) => to === '#atlas >' && text.includes(`${title} · `))!;
}

test.each<[string, readonly Change[]]>([
  ['met', []],
  ['answered in writing', written],
])(
  'a week from Monday to Friday, %s: an objective, a chain of waiting, a risk that happens, a lesson',
  async (_how, changes) => {
    const story = await harness({ at: '2026-11-02T06:30:00Z', teams: [await planning(RITUALS, ...changes)] });

    // Monday: proposed, confirmed; Tom waits for Lea and Lea for Mia; Tom sees a risk.
    await objective(story, 'tom', 'Ship the login');
    await story.until('2026-11-02T09:05:00Z');
    const monday = place(story, 'Weekly planning');
    expect(story.now(monday)).toContain('• Ship the login (Tom Okafor). Proposed');
    await pressOn(story, 'mia', monday, 'week.confirm');
    const sync = { done: 'a', today: 'b' };
    await story.answer('tom', {
      ...sync,
      'morning-sync/2026-11-02:waiting.on': 'lea',
      'morning-sync/2026-11-02:waiting.what': 'The API',
      'morning-sync/2026-11-02:risk.what': 'The vendor is late',
    });
    await story.answer('lea', {
      ...sync,
      'morning-sync/2026-11-02:waiting.on': 'mia',
      'morning-sync/2026-11-02:waiting.what': 'The texts',
    });
    expect(story.now(monday)).toMatch(
      /Confirmed[\s\S]*Who waits for whom[\s\S]*New risks\n• Not assessed · The vendor is late/,
    );
    expect(story.now(monday)).toContain('Mia Sommer is waited for by Lea Moreau: The texts');
    await story.until('2026-11-02T13:40:00Z');
    expect(story.now(place(story, 'Integration check'))).toContain(
      '• Lea Moreau is waited for by Tom Okafor: The API\n• Mia Sommer is waited for by Lea Moreau: The texts',
    );

    // Tuesday: the texts are there; the vendor is late indeed.
    await story.until('2026-11-03T12:40:00Z');
    const list = await story.slash('mia', '/rondo dependencies');
    await pressIn(story, 'mia', list, 'dependency.done', 'the texts');
    const tuesday = place(story, 'Risk review');
    expect(story.now(tuesday)).toContain('The vendor is late');
    const register = await story.slash('tom', '/rondo risks');
    await filling(story, 'tom', await pressIn(story, 'tom', register, 'risk.raise'), {});
    expect(await story.store.read.escalations.get('atlas-1')).toMatchObject({
      what: 'The vendor is late',
      live: true,
    });
    expect(story.now(tuesday)).not.toContain('• Not assessed · The vendor is late');
    await story.slash('tom', '/escalate atlas-1 resolve Another vendor');
    const resolved = await story.store.read.escalations.get('atlas-1');
    expect(resolved?.live).toBe(false);

    // Wednesday and Friday.
    const { id } = await found(story, 'Ship the login');
    await story.until('2026-11-04T13:05:00Z');
    const wednesday = place(story, 'Mid-week review');
    await pressOn(story, 'tom', wednesday, 'objective.on-track', id);
    expect(story.now(wednesday)).toContain('• Ship the login (Tom Okafor). On track');
    await story.until('2026-11-06T13:05:00Z');
    const friday = place(story, 'Weekly review');
    await filling(story, 'tom', await pressOn(story, 'tom', friday, 'objective.score', id), {
      result: 'met',
    });
    expect(story.now(friday)).toContain('• Ship the login (Tom Okafor). Met');
    expect(story.now(friday)).toContain('Lea Moreau is waited for by Tom Okafor: The API');
    await story.slash('tom', '/rondo learned pattern: Texts before the API');
    expect(story.words(await story.slash('lea', '/rondo learned find api texts'))).toContain(
      'Worth doing again: Texts before the API',
    );

    const why = story.words(await story.slash('mia', '/rondo why objectives'));
    expect(why).toMatch(
      /Tom Okafor · scored · Ship the login: Met\.[\s\S]*Mia Sommer · confirmed · Ship the login/,
    );
    expect(story.words(await story.slash('mia', '/rondo why risks'))).toContain(
      'Tom Okafor · became real · The vendor is late: Raised as atlas-1.',
    );
    story.ignore(/(?:)/);
  },
);
