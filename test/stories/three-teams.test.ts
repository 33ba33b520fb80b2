import { expect, test } from 'vitest';
import type { Question, Ritual } from '../../src/core/ritual.ts';
import type { Team } from '../../src/core/team.ts';
import { atlas, only, people, ritual } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf, type Seen, sentAt } from '../harness.ts';

/** Ana in New York belongs to Atlas, Borea and Cedar. */

const asks = (id: string, ask: string, more: Partial<Question> = {}): Question => ({
  id,
  ask,
  type: 'text',
  optional: false,
  anonymous: false,
  ...more,
});

const MOOD: Partial<Question> = { type: 'scale', from: 1, to: 5 };
const blocked = asks('blocked', 'What is in your way?', { type: 'blocker', optional: true });

interface Own {
  question: string;
  mood: string;
  more?: Partial<Ritual>;
}

const TEAMS: Readonly<Record<string, Own>> = {
  atlas: { question: 'What moved in Atlas?', mood: 'How is your energy?' },
  borea: { question: 'Which map is next?', mood: 'how is your energy? ' },
  cedar: { question: 'What did the vendor say?', mood: 'How is your energy?' },
};

async function three(more: Readonly<Record<string, Partial<Ritual>>> = {}, also: readonly string[] = []) {
  return Promise.all(
    Object.entries(TEAMS).map(async ([id, { question, mood }]): Promise<Team> => {
      const standup = ritual('morning-sync', () => ({
        questions: [asks('own', question), asks(`mood-${id}`, mood, MOOD), blocked],
        facilitator: undefined,
        remind: [],
        ...more[id],
      }));
      const team = await atlas(
        only('morning-sync', ...(id === 'atlas' ? also : [])),
        standup,
        people('ana', 'kim'),
      );
      const name = id.charAt(0).toUpperCase() + id.slice(1);
      return { ...team, id, name, channel: `#${id}` };
    }),
  );
}

async function begun(setup: readonly Team[], at = '2026-11-01T12:00:00Z'): Promise<Harness> {
  return harness({ at, teams: setup });
}

/** What was sent to Ana herself, and has not been looked at. */
const toAna = (story: Harness): Seen[] => story.unread('ana');

test('three standups at one minute of her clock are one message and one form; what all ask alike she answers once, and each team sees its own part', async () => {
  const story = await begun(await three());
  await story.until('2026-11-02T14:00:00Z');
  const [prompt, ...others] = toAna(story);
  expect(others).toEqual([]);
  expect(prompt?.text).toMatch(/^Hi Ana, one form for 3 rounds:/);

  const form = formIn(await story.press('ana', prompt!, 'Answer'));
  const inputs = form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const mood = inputs.filter(({ label }) => /energy/i.test(label));
  expect(mood).toHaveLength(1);
  expect(mood[0]).toMatchObject({
    hint: 'You answer this once for Atlas, Borea and Cedar.',
    optional: false,
  });
  const own = (team: string) => inputOf(form, new RegExp(`^${team}/.*:own$`));
  const answers = {
    [own('atlas')]: 'Login works',
    [own('borea')]: 'The coast',
    [own('cedar')]: 'Next week',
  };
  expect(await story.submit('ana', form, answers)).toEqual({
    reply: 'invalid',
    errors: { [mood[0]!.id]: 'Please answer this one.' },
  });
  expect(await story.store.read.updates.count({})).toBe(0);
  await story.submit('ana', form, { ...answers, [mood[0]!.id]: '4' });
  const seen = { '#atlas': 'Login works', '#borea': 'The coast', '#cedar': 'Next week' };
  for (const [channel, words] of Object.entries(seen)) {
    const posted = story.expectMessage(`${channel} >`, /^Ana Lindqvist/).text;
    expect(posted).toContain(words);
    expect(posted).toMatch(/energy/i);
    for (const other of Object.values(seen)) if (other !== words) expect(posted).not.toContain(other);
  }
  const stored = await story.store.read.updates.find({ person: 'ana' });
  expect(stored.map(({ team, answers: given }) => given[`mood-${team}`])).toEqual([4, 4, 4]);

  const again = formIn(await story.slash('ana', '/standup'));
  expect(
    again.parts.filter((part) => part.part === 'input' && /energy/i.test(part.input.label)),
  ).toHaveLength(1);
  story.ignore(/(?:)/);
});

test('a blocker goes to the team under whose heading it was written, and without a heading she is asked which', async () => {
  const story = await begun(await three());
  await story.until('2026-11-02T14:00:00Z');
  const form = formIn(await story.slash('ana', '/standup'));
  const id = (end: string) => inputOf(form, new RegExp(end));
  await story.submit('ana', form, {
    [id('^atlas/.*:own$')]: 'A',
    [id('^borea/.*:own$')]: 'B',
    [id('^cedar/.*:own$')]: 'C',
    [id('mood')]: '3',
    [id('^borea/.*blocked\\.what$')]: 'No paper for the map',
  });
  const raised = await story.store.read.escalations.find({ live: true });
  expect(raised.map(({ team, what }) => [team, what])).toEqual([['borea', 'No paper for the map']]);
  expect(story.unread().filter(({ to, text }) => /^#(atlas|cedar)/.test(to) && /paper/.test(text))).toEqual(
    [],
  );
  const which = formIn(await story.slash('ana', '/escalate'));
  expect(which.parts[0]).toMatchObject({ part: 'input', input: { id: 'team', optional: false } });
  story.ignore(/(?:)/);
});

test('what is due at nine and at one past nine are two messages; the later form holds both, and one answer settles both', async () => {
  const at = 9 * 60 + 1;
  const later = {
    cedar: {
      schedule: { at, on: { on: 'working_days' }, every: { n: 1, unit: 'weeks' }, onHoliday: 'skip' },
    },
  } as const;
  const story = await begun(await three(later));
  await story.until('2026-11-02T14:01:00Z');
  const [first, second, ...others] = toAna(story);
  expect(others).toEqual([]);
  expect([first, second].map((one) => one && sentAt(one))).toEqual(['2026-11-02 14:00', '2026-11-02 14:01']);
  const form = formIn(await story.press('ana', first!, 'Answer'));
  const values = form.parts.flatMap((part) =>
    part.part === 'input' && /:own$|mood/.test(part.input.id) ? [part.input.id] : [],
  );
  await story.submit(
    'ana',
    form,
    Object.fromEntries(values.map((id) => [id, /mood/.test(id) ? '4' : 'Said'])),
  );
  expect(await story.store.read.updates.count({ person: 'ana' })).toBe(3);
  expect(story.now(second!)).toMatch(/is in/);
  story.ignore(/(?:)/);
});

test('a pause of one team leaves the questions of the others, and nothing of it is in the form', async () => {
  const story = await begun(await three());
  await story.slash('ivo', '/rondo pause', '#borea');
  await story.until('2026-11-02T14:00:00Z');
  const [prompt, ...others] = toAna(story).filter(({ text }) => /^Hi Ana/.test(text));
  expect(others).toEqual([]);
  expect(prompt?.text).toMatch(/one form for 2 rounds/);
  const form = formIn(await story.press('ana', prompt!, 'Answer'));
  expect(JSON.stringify(form)).not.toContain('Borea');
  story.ignore(/(?:)/);
});

test('a meeting of one team and the standups of all on the same morning are one message at one minute', async () => {
  const meeting: Partial<Ritual> = {
    schedule: {
      at: 15 * 60,
      on: { on: 'weekdays', days: [1] },
      every: { n: 1, unit: 'weeks' },
      onHoliday: 'skip',
    },
    announce: 30,
  };
  const teams = (await three({}, ['weekly-planning'])).map((team) =>
    ritual('weekly-planning', () => meeting)(team),
  );
  const story = await begun(teams, '2026-10-30T12:00:00Z');
  await story.until('2026-11-02T14:40:00Z');
  const mine = toAna(story).filter(({ post }) => post.at >= Date.parse('2026-11-02T13:00:00Z'));
  expect(mine.map((one) => `${sentAt(one)} ${one.text.split('\n')[0]}`)).toEqual([
    '2026-11-02 14:00 Hi Ana, one form for 3 rounds:',
  ]);
  expect(story.unread('#atlas >').some(({ text }) => /Weekly planning/.test(text))).toBe(true);
  story.ignore(/(?:)/);
});

test('teams in two zones ask her at nine of her own clock', async () => {
  const teams = (await three()).map((team) =>
    team.id === 'cedar' ? { ...team, calendar: { ...team.calendar, zone: 'Asia/Kolkata' } } : team,
  );
  const story = await begun(teams);
  await story.until('2026-11-02T20:00:00Z');
  const prompts = toAna(story).filter(({ text }) => /^Hi Ana/.test(text));
  expect(prompts.map(sentAt)).toEqual(['2026-11-02 14:00']);
  story.ignore(/(?:)/);
});

test('no channel reads who has not answered', async () => {
  const story = await begun(await three());
  await story.until('2026-11-03T23:00:00Z');
  const channels = story.all().filter(({ to }) => to.startsWith('#'));
  expect(channels.length).toBeGreaterThan(6);
  for (const one of channels) {
    expect(`${one.text}\n${story.now(one)}`).not.toMatch(/Ana|Kim/);
    expect(story.now(one)).toMatch(/0 of 2 answered|·/);
  }
  story.ignore(/(?:)/);
});
