import { expect, test } from 'vitest';
import type { Chat } from '../../src/ports.ts';
import { atlas, only, people } from '../atlas.ts';
import { formIn, harness, inputOf } from '../harness.ts';
import { raise, told } from './blockers.ts';
import { cards } from './cases.ts';
import { clocks } from './leading.ts';

const team = () => atlas(only(), people('mia', 'tom', 'lea', 'raj'));

/** Tom raises a blocker at ten on Monday in Berlin, and asks Lea and Raj. `through` stands before the chat. */
async function raised(through: (chat: Chat) => Chat = (chat) => chat) {
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await team()], through });
  await raise(story, 'tom', { what: 'The map service is down', needs: ['lea', 'raj'] });
  const first = (to: string) => story.unread(to)[0]!;
  const seen = { tom: first('tom'), lea: first('lea'), raj: first('raj'), channel: first('#atlas >') };
  told(story);
  return { story, ...seen };
}

/** A chat that keeps a post to somebody on its way until it is let go. */
function slowTo(user: string) {
  const gate = Promise.withResolvers<void>();
  const underWay = Promise.withResolvers<void>();
  const through = (chat: Chat): Chat => ({
    ...chat,
    async send(to, message, how) {
      if ('user' in to.to && to.to.user === user) {
        underWay.resolve();
        await gate.promise;
      }
      return chat.send(to, message, how);
    },
  });
  return { through, underWay: underWay.promise, letGo: gate.resolve };
}

test('resolved while the question to a helper is on its way: they read that it is over, where they were asked and anew', async () => {
  const { through, underWay, letGo } = slowTo('lea');
  const story = await harness({ at: '2026-11-02T09:00:00Z', teams: [await team()], through });
  const asking = raise(story, 'tom', { what: 'The map service is down', needs: ['lea', 'raj'] });
  await underWay;
  const resolve = {
    act: 'press',
    button: 'escalation.resolve',
    thing: 'escalation:atlas-1',
    epoch: 1,
  } as const;
  const form = formIn(await story.chat.act('tom', resolve));
  const reply = await story.chat.submit('tom', form, { [inputOf(form, /how$/)]: 'Found the cable' });
  letGo();
  expect(story.words(reply)).toMatch(/^Resolved\./);
  await asking;
  const [asked, ends] = story.unread('lea');
  expect(asked!.text).toMatch(/^Can you help\?.*\natlas-1 · Level 1, team\n[\s\S]*\[I take it\]/);
  expect(story.now(asked!)).toMatch(/^atlas-1 · resolved\n[\s\S]*How: Found the cable\n/);
  expect(story.now(asked!)).not.toContain('[I take it]');
  expect(ends!.text).toMatch(/^atlas-1 · resolved\n/);
  expect(story.unread('lea')).toHaveLength(2);
  told(story);
  await story.until('2026-11-06T12:00:00Z');
  expect(told(story)).toEqual([]);
});

test('two take it in the same instant: one owns it, the other reads who does, and it is recorded once', async () => {
  const { story, lea, raj } = await raised();
  const replies = await Promise.all([
    story.chat.press('lea', lea.post.ref, 'I take it'),
    story.chat.press('raj', raj.post.ref, 'I take it'),
  ]);
  await story.engine.beat.settle();
  expect(replies.map((reply) => story.words(reply))).toEqual([
    'It is yours now. Please resolve it by Mon 2 Nov 16:30.',
    '@Lea Moreau took this already (Mon 2 Nov 09:00). Talk to them if you can help.',
  ]);
  expect(story.now(raj)).toContain('\nOwner: Lea Moreau\n');
  expect(told(story)).toEqual(['2026-11-02 09:00 tom: Lea Moreau took this at 09:00.']);
  const events = await story.events('escalation:atlas-1');
  expect(events.filter(({ what }) => what === 'acknowledged').map(({ who }) => who)).toEqual(['lea']);
});

test('two send “Escalate” in the same instant: it goes up one level, and the second reads who did it', async () => {
  const { story, channel } = await raised();
  const send = async (user: string) => {
    const form = formIn(await story.press(user, channel, 'Escalate'));
    return () => story.chat.submit(user, form, { [inputOf(form, /reason$/)]: 'It blocks us all' });
  };
  const [mia, tom] = [await send('mia'), await send('tom')];
  const replies = await Promise.all([mia(), tom()]);
  await story.engine.beat.settle();
  expect(replies.map((reply) => reply.reply)).toEqual(['said', 'refused']);
  expect(story.words(replies[1]!)).toMatch(/@Mia Sommer escalated this to level 2 \(mediation\)/);
  expect(await clocks(story)).toMatchObject({ state: 'open', level: 2 });
  expect(cards(story)).toEqual([
    '2026-11-02 09:00 #atlas: atlas-1 · Level 2, mediation',
    '2026-11-02 09:00 ivo: atlas-1 · Level 2, mediation',
    '2026-11-02 09:00 tom: atlas-1 · Level 2, mediation',
  ]);
});

test('a button and a form from before a restart do what they say at the first press', async () => {
  const { story, lea, tom } = await raised();
  const form = formIn(await story.press('tom', tom, 'Resolve'));
  await story.close();
  const next = await harness({ at: '2026-11-02T09:20:00Z', teams: [await team()], before: story });
  expect(next.words(await next.press('lea', lea, 'I take it'))).toMatch(/^It is yours now\./);
  expect(next.now(lea)).toContain('\nOwner: Lea Moreau\n');
  const reply = await next.submit('tom', form, { [inputOf(form, /how$/)]: 'Found the cable' });
  expect(next.words(reply)).toMatch(/^Resolved\./);
  expect(next.now(lea)).toMatch(/^atlas-1 · resolved\n/);
  told(next);
});

test('a button that was old before a restart is refused after it, with what has happened since', async () => {
  const { story, lea } = await raised();
  await story.until('2026-11-02T16:31:00Z');
  told(story);
  await story.close();
  const next = await harness({ at: '2026-11-02T16:40:00Z', teams: [await team()], before: story });
  const old = {
    act: 'press',
    button: 'escalation.acknowledge',
    thing: 'escalation:atlas-1',
    epoch: 1,
  } as const;
  expect(next.words(await next.chat.act('lea', old))).toBe(
    'This has changed since your message was written. It climbed to level 2 (mediation) (Mon 2 Nov 16:30). Look at its newest message.',
  );
  expect(next.now(lea)).toContain('atlas-1 · Level 2, mediation');
  next.expectNothing();
});
