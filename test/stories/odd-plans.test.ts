import { expect, test } from 'vitest';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, type Harness, harness, inputOf } from '../harness.ts';
import { begun, next, place, usual, write } from './retro.ts';

const withWaits = ritual('morning-sync', ({ questions }) => ({
  questions: [
    ...questions.slice(0, 1),
    { id: 'waits', ask: 'For whom do you wait?', type: 'dependency', optional: true, anonymous: false },
  ],
  facilitator: undefined,
  remind: [],
}));

/** Tom has promised to watch the disk; Nora is in another team. */
async function taken(): Promise<Harness> {
  const team = await atlas(sync, withWaits, people('mia', 'tom'));
  const borea = {
    ...team,
    id: 'borea',
    name: 'Borea',
    channel: '#borea',
    rituals: [],
    members: team.members.slice(0, 1).map((member) => ({ ...member, id: 'nora', name: 'Nora Berg' })),
    coordinator: 'nora',
    admins: [],
  };
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team, borea] });
  const action = { id: 'watch', team: 'atlas', what: 'Watch the disk', owner: 'tom', due: '2026-11-06' };
  const row = { ...action, by: 'mia', from: 'round:atlas/morning-sync/2026-11-02', open: true, version: 1 };
  await story.store.transact((tx) => tx.actions.insert(row));
  return story;
}

function sends(story: Harness, who: string, form: string, values: Record<string, string>) {
  const act = { act: 'submit', form, thing: 'action:watch', epoch: 1, values } as const;
  return story.command(`${form} ${who} ${Object.values(values).join().slice(0, 60)}`, who, act);
}

test('a day that no calendar has, or that lies far off, is said at its field, and nothing breaks', async () => {
  const story = await taken();
  for (const due of ['9999-12-31', '2026-02-30', 'tomorrow', '2026-11-01', '']) {
    const reply = await sends(story, 'tom', 'action.move', { due, why: 'It takes longer' });
    expect(reply, due).toMatchObject({ reply: 'invalid', errors: { due: expect.any(String) } });
  }
  expect(await story.store.read.actions.get('watch')).toMatchObject({ due: '2026-11-06', version: 1 });
  await story.until('2026-11-03T09:30:00Z');
  const form = formIn(await story.slash('tom', '/standup'));
  const [on, what, until] = ['on', 'what', 'until'].map((end) =>
    inputOf(form, new RegExp(`waits\\.${end}$`)),
  );
  for (const day of ['2026-13-45', 'soon', '9999-12-31', '2026-11-02']) {
    const values = { [inputOf(form, /done$/)]: 'Maps', [on!]: 'mia', [what!]: 'A key', [until!]: day };
    expect(await story.submit('tom', form, values), day).toMatchObject({
      reply: 'invalid',
      errors: { [until!]: expect.any(String) },
    });
  }
  expect(await story.store.read.dependencies.find({})).toEqual([]);
  story.ignore(/(?:)/);
});

test('a reason is as short as its field says, also when a form was made by hand', async () => {
  const story = await taken();
  const why = 'x'.repeat(301);
  for (const [form, values] of [
    ['action.drop', { why }],
    ['action.move', { due: '2026-11-09', why }],
  ] as const)
    expect(await sends(story, 'tom', form, values)).toEqual({
      reply: 'invalid',
      errors: { why: 'Please say it in 300 characters at most.' },
    });
  expect(await story.store.read.actions.get('watch')).toMatchObject({ open: true, version: 1 });
  story.ignore(/(?:)/);
});

test('why an action was dropped is told to its team, not to others who guess its id', async () => {
  const story = await taken();
  await sends(story, 'tom', 'action.drop', { why: 'The disk is sold' });
  const done = { act: 'press', button: 'action.done', thing: 'action:watch', epoch: 0 } as const;
  expect(story.words(await story.command('mia', 'mia', done))).toContain('The disk is sold');
  expect(story.words(await story.command('nora', 'nora', done))).toBe('It is over already.');
  story.ignore(/(?:)/);
});

test('marks that turn the direction of writing turn nothing around an action', async () => {
  const story = await begun();
  await write(story, 'raj', 'Pairing');
  for (const label of ['Show the cards', 'Discuss']) await next(story, 'mia', label);
  const form = formIn(await story.press('tom', place(story), 'Action'));
  await story.submit('tom', form, {
    what: 'Watch \u202Ethe <!channel> disk\u2066',
    owner: 'tom',
    due: '2026-11-06',
  });
  const shown = JSON.stringify(story.chat.posted.map(({ message }) => message));
  expect(shown).toContain('Watch the <!channel> disk (Tom');
  expect(shown).not.toMatch(/[\u202e\u2066]/);
  usual(story);
  story.ignore(/(?:)/);
});
