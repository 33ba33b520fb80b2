import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FormValue, Input } from '../../src/core/form.ts';
import type { Button } from '../../src/core/message.ts';
import type { Team } from '../../src/core/team.ts';
import { dateAt } from '../../src/core/time/zone.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../src/core/time.ts';
import { loadDefinitions } from '../../src/sources/definitions.ts';
import { atlas } from '../atlas.ts';
import { type Harness, harness, type Seen, sentAt } from '../harness.ts';
import { raise } from './blockers.ts';
import { does } from './leading.ts';

/** How much people still read. */
const ROOTS_A_WEEK = 7;
const DIRECT_A_DAY = 3;

/** The sample team with every ritual that is shipped. */
async function fullRhythm(): Promise<Team> {
  const shipped = join(import.meta.dirname, '..', '..', 'rituals');
  const { rituals } = await loadDefinitions({ shipped, today: '2026-11-01' });
  const team = await atlas();
  const known = new Set(team.rituals.map(({ id }) => id));
  return { ...team, rituals: [...team.rituals, ...rituals.filter(({ id }) => !known.has(id))] };
}

/** What somebody answers on a normal day: what they must. */
function answerTo({ id, input, choices, optional }: Input): FormValue | undefined {
  if (optional) return undefined;
  if (/\.what$/.test(id)) return 'None';
  if (input === 'number') return 3;
  return input === 'select' ? choices?.[0]?.value : 'Went well';
}

function buttonsOf({ post }: Seen): readonly Button[] {
  return post.message.elements.flatMap((one) => (one.element === 'buttons' ? one.buttons : []));
}

async function answer(story: Harness, user: string): Promise<void> {
  const reply = await story.slash(user, '/standup');
  if (reply.reply !== 'form') return;
  const inputs = reply.form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
  const values = Object.fromEntries(inputs.map((input) => [input.id, input.value ?? answerTo(input)]));
  const saved = await story.submit(user, reply.form, values);
  expect(saved.reply, story.words(saved)).toBe('said');
}

/** What normal people do within twenty minutes: they answer, accept their duty, and, where they do that, begin the meetings that
 * they lead. */
async function behave(story: Harness, done: Set<string>, starts: boolean): Promise<void> {
  for (const one of story.all()) {
    if (done.has(one.post.ref)) continue;
    done.add(one.post.ref);
    const { to } = one;
    const ids = buttonsOf(one).map(({ id }) => id);
    if (ids.includes('duty.accept')) await story.press(to, one, 'duty.accept');
    if (ids.includes('prompt.answer') && !to.startsWith('#')) await answer(story, to);
  }
  if (!starts) return;
  for (const round of await story.store.read.rounds.find({ team: 'atlas', state: 'open' }))
    if (round.startsAt !== undefined && round.startedAt === undefined && round.facilitator?.person)
      if (round.startsAt - story.clock.now() <= 20 * MINUTE) {
        const thing = `round:${round.id}`;
        await story.chat.act(round.facilitator.person, {
          act: 'press',
          button: 'meeting.start',
          thing,
          epoch: 0,
        });
        await story.engine.beat.settle();
      }
}

/** Mia is stuck, Tom helps; both do it in chat. */
async function blocker(story: Harness, what: string, id: string): Promise<() => Promise<void>> {
  await raise(story, 'mia', { what, needs: ['tom'] });
  const asked = story.all().findLast(({ to, text }) => to === 'tom' && text.includes(what));
  await story.press('tom', asked!, 'I take it');
  return async () => {
    await does(story, 'tom', 'Resolve', { how: 'Restarted it' }, id);
  };
}

/** From that Monday, 00:00 UTC, to Friday night. */
async function week(monday: string, starts: boolean): Promise<{ story: Harness; team: Team; from: Instant }> {
  const team = await fullRhythm();
  const from = Date.parse(`${monday}T00:00:00Z`);
  const story = await harness({ at: new Date(from - 4 * DAY).toISOString(), teams: [team] });
  await story.until(from);
  const done = new Set(story.all().map(({ post }) => post.ref));
  const resolves = new Map<Instant, () => Promise<void>>();
  for (let at = from; at < from + 5 * DAY; at += 20 * MINUTE) {
    await story.until(at);
    await behave(story, done, starts);
    if (at === from + DAY + 10 * HOUR)
      resolves.set(at + 4 * HOUR, await blocker(story, 'The map service is down', 'atlas-1'));
    if (at === from + 3 * DAY + 10 * HOUR)
      resolves.set(at + 2 * HOUR, await blocker(story, 'Nobody can sign in', 'atlas-2'));
    await resolves.get(at)?.();
  }
  return { story, team, from };
}

/** What its reader has asked for: the news of a blocker of their own, and the clock of a meeting that they have begun. */
async function isAsked(story: Harness, { to, post }: Seen): Promise<boolean> {
  const items = (await story.store.read.items.find({ recipient: `person:${to}` })).filter(
    ({ message }) => message === post.id,
  );
  for (const { thing, kind } of items) {
    const id = thing.slice(thing.indexOf(':') + 1);
    const own =
      thing.startsWith('escalation:') && (await story.store.read.escalations.get(id))?.raiser === to;
    const begun = kind === 'mark' && (await story.store.read.rounds.get(id))?.startedBy === to;
    if (!own && !begun) return false;
  }
  return items.length > 0;
}

function said(one: Seen): string {
  return `${sentAt(one)} ${one.to}: ${one.text.split('\n')[0]}`;
}

// The week of the monthly retro: the fullest one.
test.each([
  { monday: '2026-11-09', starts: true, how: 'whoever leads a meeting starts it' },
  { monday: '2026-11-09', starts: false, how: 'nobody ever presses Start' },
])(
  'the full rhythm, from Monday $monday, when $how: at most seven root messages in the channel, and three direct ones to anybody on a day',
  async ({ monday, starts }) => {
    const { story, team, from } = await week(monday, starts);
    const posts = story.all().filter(({ post }) => post.at >= from);
    const roots = posts.filter(({ to }) => to === team.channel);
    expect(roots.length).toBeGreaterThan(4);
    expect(roots.map(said).slice(ROOTS_A_WEEK)).toEqual([]);

    const zones = new Map([...team.members, ...team.others].map(({ id, calendar }) => [id, calendar.zone]));
    const unasked: Seen[] = [];
    for (const one of posts) if (!one.to.startsWith('#') && !(await isAsked(story, one))) unasked.push(one);
    const days = Map.groupBy(unasked, ({ to, post }) => `${to} ${dateAt(zones.get(to) ?? 'UTC', post.at)}`);
    expect(days.size).toBeGreaterThan(20);
    const marks = unasked.filter(({ text }) => /time is up|of the time is over/.test(text));
    expect(marks.length > 0, 'marks count where nobody pressed Start').toBe(!starts);
    expect(
      [...days.values()].filter(({ length }) => length > DIRECT_A_DAY).map((all) => all.map(said)),
    ).toEqual([]);
    story.ignore(/(?:)/);
  },
  30_000,
);
