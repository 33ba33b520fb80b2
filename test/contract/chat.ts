import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { type Address, type Chat, ChatError } from '../../src/ports.ts';

/** One chat with somewhere to write to, and a way to see what was posted. */
export interface ChatPlace {
  chat: Chat;
  /** A person who can be written to. */
  person: Address & { to: { user: string } };
  /** A channel the bot is in. */
  channel: Address;
  /** A person and a channel that are not there. */
  nowhere: readonly Address[];
  /** Everything the message shows at the moment. */
  shown(to: Address, ref: string): Promise<string>;
  close(): Promise<void>;
}

const how = (id: string) => ({ id, reader: { zone: 'Europe/Berlin' } });

/** What every `Chat` promises. */
export function chatContract(name: string, open: () => Promise<ChatPlace>): void {
  describe(`${name}: chat`, () => {
    let place: ChatPlace;

    beforeEach(async () => {
      place = await open();
    });

    afterEach(() => place.close());

    const both = () => [place.person, place.channel];

    test('a message that is sent shows its words', async () => {
      for (const to of both()) {
        const ref = await place.chat.send(to, words('Good morning'), how('a'));
        expect(await place.shown(to, ref)).toContain('Good morning');
      }
    });

    test('a send that is repeated is posted again, with a reference of its own', async () => {
      const first = await place.chat.send(place.channel, words('Good morning'), how('a'));
      const second = await place.chat.send(place.channel, words('Good morning'), how('a'));
      expect(second).not.toBe(first);
    });

    test('a posted message is found by our id where the platform says that it can be', async () => {
      const { find } = place.chat.capabilities;
      for (const [to, can] of [
        [place.person, find.direct] as const,
        [place.channel, find.channel] as const,
      ]) {
        const ref = await place.chat.send(to, words('Good morning'), how('a'));
        if (can) expect(await place.chat.find(to, 'a')).toBe(ref);
      }
    });

    test('a message that was never posted, or was posted elsewhere, is not found', async () => {
      await place.chat.send(place.person, words('Good morning'), how('a'));
      expect(await place.chat.find(place.person, 'b')).toBeUndefined();
      expect(await place.chat.find(place.channel, 'a')).toBeUndefined();
    });

    test('an edit shows the new words in the same message', async () => {
      for (const to of both()) {
        const ref = await place.chat.send(to, words('Good morning'), how('a'));
        await place.chat.edit(to, ref, words('Good night'), how('a'));
        const shown = await place.shown(to, ref);
        expect(shown).toContain('Good night');
        expect(shown).not.toContain('Good morning');
      }
    });

    test('a message can be answered in its thread', async () => {
      const root = await place.chat.send(place.channel, words('Today'), how('a'));
      const answer = await place.chat.send({ ...place.channel, under: root }, words('Mia: maps'), how('b'));
      expect(answer).not.toBe(root);
      expect(await place.shown(place.channel, answer)).toContain('Mia: maps');
    });

    test('what nobody can receive is refused, so that it is not tried again', async () => {
      for (const to of place.nowhere) {
        const problem = await place.chat.send(to, words('Hello?'), how('a')).catch((error: unknown) => error);
        expect(problem).toBeInstanceOf(ChatError);
        expect(problem).toMatchObject({ kind: 'refused' });
      }
    });

    test('a text of 50,000 characters is posted, not rejected', async () => {
      const ref = await place.chat.send(place.channel, words('maps '.repeat(10_000)), how('a'));
      expect(await place.shown(place.channel, ref)).toContain('maps maps');
    });

    test('markup in a text is shown as it was typed', async () => {
      const ref = await place.chat.send(place.channel, words('<b>5 < 6 & 7</b>'), how('a'));
      expect(await place.shown(place.channel, ref)).toContain('<b>5 < 6 & 7</b>');
    });

    test('the directory knows the person who can be written to', async () => {
      const people = await place.chat.directory();
      expect(people.filter((person) => person.active).map((person) => person.user)).toContain(
        place.person.to.user,
      );
    });
  });
}

function words(text: string): Message {
  return { summary: text.slice(0, 80), elements: [{ element: 'text', text: [text] }] };
}
