import { expect, test } from 'vitest';
import type { Team } from '../../src/core/team.ts';
import { atlas, people, ritual, sync } from '../atlas.ts';
import { formIn, harness, inputOf, sentAt } from '../harness.ts';
import { fill } from './blockers.ts';
import { does } from './leading.ts';

const plain = ritual('morning-sync', ({ questions }) => ({
  questions: questions.slice(0, 2),
  facilitator: undefined,
  remind: [],
}));

const climbs = (team: Team): Team => ({ ...team, actions: { overdue: 'escalate', after: 3 } });

/** Tom has taken on to watch the disk by Friday, in a retro. */
async function taken(...changes: ((team: Team) => Team)[]) {
  const team = await atlas(sync, plain, people('mia', 'tom', 'raj', 'ivo'), ...changes);
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [team] });
  const action = {
    id: 'watch',
    team: 'atlas',
    what: 'Watch the disk',
    owner: 'tom',
    by: 'mia',
    due: '2026-11-06',
    from: 'round:atlas/workflow-retro/2026-11-02',
    open: true,
    version: 1,
  };
  await story.store.transact((tx) => tx.actions.insert(action));
  await story.redefine([team]);
  return story;
}

type Story = Awaited<ReturnType<typeof taken>>;

const theAction = async (story: Story) => (await story.store.read.actions.get('watch'))!;

/** What was said of actions and blockers, wherever it stood in a message, without the standups around it. */
function news(story: Story): string[] {
  const lines = story.unread().flatMap((one) =>
    one.text
      .split('\n')
      .filter((line) => /disk/.test(line))
      .map((line) => `${sentAt(one)} ${one.to}: ${line}`),
  );
  story.ignore(/(?:)/);
  return lines.sort();
}

test('an action that nobody does is reminded of twice, stands in the form, climbs to leadership, and ends when it is done', async () => {
  const story = await taken(climbs);
  await story.until('2026-11-10T12:00:00Z');
  expect(news(story)).toEqual([
    '2026-11-05 09:00 tom: Due tomorrow: Watch the disk. Is it done?',
    '2026-11-06 09:00 tom: Due today: Watch the disk. Is it done?',
  ]);
  const form = formIn(await story.slash('tom', '/standup'));
  expect(JSON.stringify(form)).toContain('Was due Fri 6 Nov.');

  // The third working day after Friday.
  await story.until('2026-11-11T10:00:00Z');
  const [raised] = await story.store.read.escalations.find({ live: true });
  expect(raised).toMatchObject({ id: 'atlas-1', action: 'watch', level: 1, needs: ['tom'], raiser: 'ivo' });
  expect((await theAction(story)).escalation).toBe('atlas-1');
  const lines = news(story);
  expect(lines.map((line) => line.slice('2026-11-11 '.length))).toEqual([
    '08:00 #atlas >: > Overdue since Fri 6 Nov: Watch the disk',
    '08:00 #atlas: • atlas-1 · level 1 · since Wed 11 Nov 09:00 · Overdue since Fri 6 Nov: Watch the disk',
    '08:00 ivo: > Overdue since Fri 6 Nov: Watch the disk',
    '08:00 tom: > Overdue since Fri 6 Nov: Watch the disk',
    '10:00 tom: > Overdue since Fri 6 Nov: Watch the disk',
  ]);
  const asked = story.all().find(({ to, text }) => to === 'tom' && /Overdue since/.test(text));
  expect(asked?.text).toMatch(
    /^This action is yours, and it is overdue\. Take it to say that you are on it\./,
  );
  const read = story.all().find(({ to, text }) => to === 'ivo' && /Overdue since/.test(text));
  expect(read?.text).toMatch(/^This action is overdue, so I have raised it, as your team wants it\./);
  expect(read?.text).not.toContain('You raised');

  await story.until('2026-11-20T16:00:00Z');
  expect(await story.store.read.escalations.get('atlas-1')).toMatchObject({ level: 3, state: 'exhausted' });
  expect((await story.store.read.escalations.find({})).length).toBe(1);
  story.ignore(/(?:)/);

  expect(story.words(await story.slash('tom', '/rondo actions mine'))).toContain('Watch the disk');
  const done = await story.chat.act('tom', {
    act: 'press',
    button: 'action.done',
    thing: 'action:watch',
    epoch: 0,
  });
  await story.engine.beat.settle();
  expect(story.words(done)).toBe('Done. Thank you.');
  expect(await story.store.read.escalations.get('atlas-1')).toMatchObject({
    state: 'resolved',
    resolved: { how: 'The action is done.' },
  });
  story.ignore(/(?:)/);
  await story.until('2026-12-04T16:00:00Z');
  expect(news(story).filter((line) => /Was due|exhausted|all levels/.test(line))).toEqual([]);
});

test('solving the blocker does the action, too', async () => {
  const story = await taken(climbs);
  await story.until('2026-11-11T10:00:00Z');
  await does(story, 'ivo', 'Resolve', { how: 'Bought a bigger disk' });
  expect(await theAction(story)).toMatchObject({ open: false, done: { by: 'ivo' } });
  story.ignore(/(?:)/);
  await story.until('2026-11-13T16:00:00Z');
  expect(await story.store.read.escalations.count({})).toBe(1);
  story.ignore(/(?:)/);
});

test('taking the blocker back leaves the action open, and raises no other', async () => {
  const story = await taken(climbs);
  await story.until('2026-11-11T10:00:00Z');
  await does(story, 'ivo', 'Cancel blocker', { reason: 'We wait' });
  expect((await theAction(story)).open).toBe(true);
  await story.redefine(story.rhythm.teams());
  await story.until('2026-11-20T16:00:00Z');
  expect(await story.store.read.escalations.count({})).toBe(1);
  story.ignore(/(?:)/);
});

test('a new date is noted at the blocker, and dropping the action takes it back', async () => {
  const story = await taken(climbs);
  await story.until('2026-11-11T10:00:00Z');
  story.ignore(/(?:)/);
  const press = (button: string) => ({ act: 'press', button, thing: 'action:watch', epoch: 0 }) as const;
  const move = await story.chat.act('tom', press('action.move'));
  await fill(story, 'tom', move, { due: '2026-11-25', why: 'The vendor is late' });
  expect((await story.store.read.escalations.get('atlas-1'))?.note?.text).toBe(
    'New date: Wed 25 Nov. The vendor is late',
  );
  const gone = await story.chat.act('tom', press('action.drop'));
  await fill(story, 'tom', gone, { why: 'The disk is gone' });
  expect(await story.store.read.escalations.get('atlas-1')).toMatchObject({
    state: 'cancelled',
    cancelled: { why: 'The disk is gone' },
  });
  story.ignore(/(?:)/);
});

test('a team that does not say so is only reminded; one that says so later raises it in the next morning', async () => {
  const story = await taken();
  await story.until('2026-11-17T10:00:00Z');
  expect(await story.store.read.escalations.count({})).toBe(0);
  await story.redefine(story.rhythm.teams().map(climbs));
  await story.until('2026-11-17T16:00:00Z');
  expect(await story.store.read.escalations.count({})).toBe(0);
  await story.until('2026-11-18T10:00:00Z');
  expect(await story.store.read.escalations.count({ live: true })).toBe(1);
  story.ignore(/(?:)/);
});

test('in the standup form it is done, still on it with a word, or moved with a reason', async () => {
  const story = await taken();
  await story.until('2026-11-09T09:30:00Z');
  story.ignore(/(?:)/);
  const form = formIn(await story.slash('tom', '/standup'));
  const state = inputOf(form, /^action:watch\.state$/);
  const due = inputOf(form, /^action:watch\.due$/);
  const note = inputOf(form, /^action:watch\.note$/);
  const answers = { [inputOf(form, /:done$/)]: 'This', [inputOf(form, /:today$/)]: 'That' };
  expect(await story.submit('tom', form, { ...answers, [state]: 'moved', [due]: '2026-11-06' })).toEqual({
    reply: 'invalid',
    errors: {
      [due]: 'This date has passed. Pick today or a later one.',
      [note]: 'Say in a few words why it takes longer.',
    },
  });
  await story.submit('tom', form, { ...answers, [state]: 'open', [note]: 'Half of it works' });
  expect(await theAction(story)).toMatchObject({
    open: true,
    due: '2026-11-06',
    note: { text: 'Half of it works' },
  });
  expect(story.words(await story.slash('raj', '/rondo actions'))).toContain('Tom Okafor: Half of it works');
  await story.submit('tom', form, { ...answers, [due]: '2026-11-20', [note]: 'The vendor is late' });
  expect(await theAction(story)).toMatchObject({
    due: '2026-11-20',
    moved: [{ by: 'tom', why: 'The vendor is late' }],
  });
  await story.submit('tom', form, { ...answers, [state]: 'done' });
  expect((await theAction(story)).open).toBe(false);
  story.ignore(/(?:)/);
});

test('an owner asks somebody by button: it is theirs when they say yes, and asked once', async () => {
  const story = await taken();
  const press = (button: string) => ({ act: 'press', button, thing: 'action:watch', epoch: 0 }) as const;
  await fill(story, 'tom', await story.chat.act('tom', press('action.give')), { to: 'raj' });
  await story.engine.beat.settle();
  const asked = story.expectMessage(
    'raj',
    /^Tom Okafor asks whether you can do this: Watch the disk, due Fri 6 Nov\./,
  );
  expect(story.words(await story.chat.act('raj', press('action.done')))).toMatch(/^Only @Tom Okafor/);
  expect(story.words(await story.press('raj', asked, 'I take it'))).toBe('It is yours now.');
  story.expectMessage('tom', /^Raj Patel has this now: Watch the disk/);
  expect(story.now(asked)).toMatch(/^It is yours now: Watch the disk[\s\S]*\[Done\]/);
  expect((await theAction(story)).owner).toBe('raj');
  story.expectNothing();
  await story.until('2026-11-06T09:30:00Z');
  const lines = news(story);
  expect(lines.map((line) => line.slice(0, 21))).toEqual(['2026-11-05 03:30 raj:', '2026-11-06 03:30 raj:']);
});

test('silence leaves it with its owner; what was done meanwhile asks nobody', async () => {
  const story = await taken();
  const press = (button: string) => ({ act: 'press', button, thing: 'action:watch', epoch: 0 }) as const;
  // Quiet hours in Kolkata: the question waits for the morning.
  await story.until('2026-11-02T15:00:00Z');
  await fill(story, 'tom', await story.chat.act('tom', press('action.give')), { to: 'raj' });
  await story.chat.act('tom', press('action.done'));
  await story.until('2026-11-03T06:00:00Z');
  expect(news(story)).toEqual([]);
});

test('what follows from level 2 waits for the coordinator: they let it go or keep it', async () => {
  const story = await taken();
  const at = story.clock.now();
  await story.slash('tom', '/escalate');
  const form = formIn(await story.slash('tom', '/escalate'));
  await fill(story, 'tom', { reply: 'form', form }, { what: 'The map is down', needs: ['raj'] });
  await story.store.transact(async (tx) => {
    const one = (await tx.escalations.get('atlas-1'))!;
    await tx.escalations.update({ ...one, level: 2, version: one.version + 1 });
    const action = (await tx.actions.get('watch'))!;
    await tx.actions.update({ ...action, from: 'escalation:atlas-1', version: action.version + 1 });
  });
  expect(story.clock.now()).toBe(at);
  story.ignore(/(?:)/);
  const press = { act: 'press', button: 'action.drop', thing: 'action:watch', epoch: 0 } as const;
  const why = { why: 'The disk is gone' };
  expect(story.words(await fill(story, 'tom', await story.chat.act('tom', press), why))).toBe(
    'Mia Sommer is asked whether it can go, because it follows from an escalation.',
  );
  const first = story.expectMessage('mia', /^Tom Okafor does not need this any more: Watch the disk/);
  expect(story.words(await story.press('mia', first, 'Keep it'))).toBe('It stays on the list.');
  expect(story.now(first)).toBe('It stays on the list: Watch the disk');
  story.expectMessage('tom', /^Mia Sommer wants to keep this/);
  await fill(story, 'tom', await story.chat.act('tom', press), why);
  const second = story.expectMessage('mia', /^Tom Okafor does not need this any more/);
  expect(story.words(await story.press('mia', second, 'It can go'))).toBe('It is off the list.');
  story.expectMessage('tom', /^Mia Sommer agrees that this can go/);
  expect((await theAction(story)).open).toBe(false);
  story.ignore(/(?:)/);
});
