import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPlayground, type Playground } from '../../../adapters/playground/chat.ts';
import type { Change } from '../../../adapters/playground/room.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Reply } from '../../../src/core/decision.ts';
import type { Message } from '../../../src/core/message.ts';
import type { Address } from '../../../src/ports.ts';
import { chatContract } from '../../contract/chat.ts';
import { MONDAY, PEOPLE } from './scene.ts';

const MIA = { workspace: 'playground', to: { user: 'u-mia' } };
const ATLAS: Address = { workspace: 'playground', to: { channel: '#atlas' } };
const how = (id: string) => ({ id, reader: { zone: 'Europe/Berlin' } });

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rondo-playground-'));
  file = join(folder, 'deeper', 'chat.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(where?: string): Playground {
  return createPlayground({
    ...(where ? { file: where } : {}),
    people: PEOPLE,
    channels: ['#atlas', 'general'],
    now: () => MONDAY,
    names: (person) => person,
  });
}

function connected(reply: Reply = { reply: 'said', text: ['Done.'] }) {
  const chat = open();
  const commands: Command[] = [];
  chat.connect({
    handle: async (command) => {
      commands.push(command);
      return reply;
    },
  });
  return { chat, commands };
}

chatContract('playground', async () => {
  const chat = open();
  return {
    chat,
    person: MIA,
    channel: ATLAS,
    nowhere: [
      { workspace: 'playground', to: { user: 'u-nobody' } },
      { workspace: 'playground', to: { channel: '#nowhere' } },
      { workspace: 'elsewhere', to: { user: 'u-mia' } },
    ],
    shown: async (_to, ref) => textOf(chat.posted.find((post) => post.ref === ref)?.message),
    close: async () => {},
  };
});

describe('what was posted', () => {
  test('a channel is the same with and without its #', async () => {
    const chat = open();
    await chat.send(ATLAS, words('one'), how('a'));
    await chat.send({ workspace: 'playground', to: { channel: 'general' } }, words('two'), how('b'));
    expect(await chat.find({ workspace: 'playground', to: { channel: 'atlas' } }, 'a')).toBeDefined();
    expect(await chat.find({ workspace: 'playground', to: { channel: '#general' } }, 'b')).toBeDefined();
  });

  test('each post says when, where, in which thread and how often it was edited', async () => {
    const chat = open();
    const root = await chat.send(ATLAS, words('root'), how('a'));
    const answer = await chat.send({ ...ATLAS, under: root }, words('answer'), how('b'));
    const second = await chat.send({ ...ATLAS, under: answer }, words('answer to it'), how('c'));
    await chat.edit(ATLAS, root, words('root, edited'), how('a'));
    expect(chat.posted).toMatchObject([
      { id: 'a', ref: root, to: ATLAS, at: MONDAY, edits: 1, message: words('root, edited') },
      { id: 'b', ref: answer, thread: root, edits: 0 },
      { id: 'c', ref: second, thread: root, edits: 0 },
    ]);
    expect(chat.posted[0]?.thread).toBeUndefined();
  });

  test('an edit and an answer need a message that is there', async () => {
    const chat = open();
    const ref = await chat.send(MIA, words('hello'), how('a'));
    await expect(chat.edit(ATLAS, ref, words('x'), how('a'))).rejects.toMatchObject({ kind: 'refused' });
    await expect(chat.send({ ...ATLAS, under: ref }, words('x'), how('b'))).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  test('people and channels that join later can be written to', async () => {
    const chat = open();
    const changes: Change[] = [];
    chat.subscribe((change) => changes.push(change));
    const lea = { user: 'u-lea', handle: '@lea', name: 'Lea Moreau' };
    chat.meet({ people: [...PEOPLE, lea], channels: ['#atlas'] });
    chat.meet({ people: [...PEOPLE, lea], channels: ['#atlas'] });
    await chat.send({ workspace: 'playground', to: { user: 'u-lea' } }, words('hello'), how('a'));
    await expect(
      chat.send({ workspace: 'playground', to: { channel: 'general' } }, words('x'), how('b')),
    ).rejects.toThrow('no channel "general"');
    expect(changes.filter((change) => change.change === 'people')).toHaveLength(1);
  });

  test('a subscriber hears of posts and edits until it stops', async () => {
    const chat = open();
    const changes: Change[] = [];
    const stop = chat.subscribe((change) => changes.push(change));
    const ref = await chat.send(ATLAS, words('one'), how('a'));
    await chat.edit(ATLAS, ref, words('two'), how('a'));
    stop();
    await chat.send(ATLAS, words('three'), how('b'));
    expect(changes).toEqual([
      { change: 'line', ref },
      { change: 'line', ref },
    ]);
  });
});

describe('the file', () => {
  test('what was posted, edited, said and read is there again after the process was killed', async () => {
    const killed = open(file);
    const root = await killed.send(ATLAS, words('root'), how('a'));
    await killed.send({ ...ATLAS, under: root }, words('answer'), how('b'));
    await killed.edit(ATLAS, root, words('root, edited'), how('a'));
    await killed.write('u-tom', { channel: 'atlas' }, 'Good morning');
    killed.read('u-mia', 'channel:atlas');
    killed.offset.save(5_000);

    const again = open(file);
    expect(again.lines).toEqual(killed.lines);
    expect(again.room.book.read).toEqual(killed.room.book.read);
    expect(again.offset.load()).toBe(5_000);
    expect(await again.find(ATLAS, 'b')).toBe('m2');
    expect(await again.send(ATLAS, words('next'), how('c'))).toBe('m4');
  });

  test('half a last line is forgotten, and what is posted next stands on a line of its own', async () => {
    const killed = open(file);
    await killed.send(ATLAS, words('whole'), how('a'));
    appendFileSync(file, '{"entry":"line","line":{"line":"pos');
    await open(file).send(ATLAS, words('next'), how('b'));
    expect(open(file).posted.map((post) => post.id)).toEqual(['a', 'b']);
  });

  test('a line that is not readable is named with its number', async () => {
    await open(file).send(ATLAS, words('whole'), how('a'));
    writeFileSync(file, `${readFileSync(file, 'utf8')}nonsense\n`);
    expect(() => open(file)).toThrow(`Line 2 of ${file} is not readable.`);
  });

  test('starting over leaves nothing behind', async () => {
    const chat = open(file);
    await chat.send(ATLAS, words('one'), how('a'));
    chat.offset.save(5_000);
    chat.clear();
    expect(chat.posted).toEqual([]);
    expect(open(file).lines).toEqual([]);
    expect(open(file).offset.load()).toBe(0);
  });
});

describe('what people do', () => {
  test('a press carries the thing and the epoch of the button, wherever the message stands', async () => {
    const { chat, commands } = connected();
    const ref = await chat.send(ATLAS, card(), how('a'));
    await chat.press('u-tom', ref, 'ack');
    await chat.press('u-tom', ref, 'It is solved');
    expect(commands).toMatchObject([
      {
        user: 'u-tom',
        workspace: 'playground',
        platform: 'playground',
        channel: '#atlas',
        act: { act: 'press', button: 'ack', thing: 'escalation:1', epoch: 3 },
      },
      { act: { act: 'press', button: 'resolve', thing: 'escalation:1', epoch: 3 } },
    ]);
  });

  test('each act has an id of its own', async () => {
    const { chat, commands } = connected();
    await chat.slash('u-mia', 'atlas', '/standup');
    await chat.slash('u-mia', 'atlas', '/standup');
    expect(new Set(commands.map((command) => command.id)).size).toBe(2);
  });

  test('a button that is not there is named with those that are', async () => {
    const { chat } = connected();
    const ref = await chat.send(ATLAS, card(), how('a'));
    await expect(chat.press('u-tom', ref, 'dance')).rejects.toThrow(
      'has no button "dance"; it has: ack "I look after it"',
    );
  });

  test('one of several equal buttons needs its thing', async () => {
    const { chat, commands } = connected();
    const two = { ...card(), elements: [...card().elements, ...card('escalation:2').elements] };
    const ref = await chat.send(ATLAS, two, how('a'));
    await expect(chat.press('u-tom', ref, 'ack')).rejects.toThrow('several buttons "ack"');
    await chat.press('u-tom', ref, 'ack', 'escalation:2');
    expect(commands).toMatchObject([{ act: { thing: 'escalation:2' } }]);
  });

  test("nobody presses a button in somebody else's direct messages", async () => {
    const { chat } = connected();
    const ref = await chat.send(MIA, card(), how('a'));
    await expect(chat.press('u-tom', ref, 'ack')).rejects.toThrow('not one that Tom Okafor can see');
  });

  test('a slash command is split into its name and the rest', async () => {
    const { chat, commands } = connected();
    await chat.slash('u-mia', undefined, ' /rondo  away until Friday ');
    await chat.slash('u-mia', '#atlas', '/standup');
    expect(commands.map((command) => [command.channel, command.act])).toEqual([
      [undefined, { act: 'slash', name: 'rondo', text: 'away until Friday' }],
      ['#atlas', { act: 'slash', name: 'standup', text: '' }],
    ]);
  });

  test('a form comes back with its thing, its epoch and what was filled in', async () => {
    const { chat, commands } = connected();
    await chat.submit('u-mia', { id: 'update', thing: 'prompt:1', epoch: 2 }, { today: 'maps', tags: ['a'] });
    expect(commands[0]?.act).toEqual({
      act: 'submit',
      form: 'update',
      thing: 'prompt:1',
      epoch: 2,
      values: { today: 'maps', tags: ['a'] },
    });
  });

  test('the bot hears a direct message, and in a channel only what names it', async () => {
    const { chat, commands } = connected();
    await chat.say('u-mia', 'hello');
    expect(await chat.write('u-mia', { channel: 'atlas' }, 'hello everyone')).toBeUndefined();
    await chat.write('u-mia', { channel: 'atlas' }, '@Rondo, escalate the database');
    expect(commands.map((command) => [command.channel, command.act])).toEqual([
      [undefined, { act: 'say', text: 'hello' }],
      ['#atlas', { act: 'say', text: 'escalate the database' }],
    ]);
    expect(chat.lines).toMatchObject([
      { place: 'direct:u-mia', text: 'hello' },
      { place: 'channel:atlas', text: 'hello everyone' },
      { place: 'channel:atlas', text: '@Rondo, escalate the database' },
    ]);
  });

  test('a reply is given back, and kept for that person only where they asked', async () => {
    const { chat } = connected();
    const root = await chat.send(ATLAS, words('root'), how('a'));
    expect(await chat.slash('u-mia', 'atlas', '/rituals', root)).toEqual({ reply: 'said', text: ['Done.'] });
    expect(chat.room.whispers).toMatchObject([
      { user: 'u-mia', place: 'channel:atlas', thread: root, asked: '/rituals', reply: { reply: 'said' } },
    ]);
    chat.dismiss('u-tom', 'w1');
    expect(chat.room.whispers).toHaveLength(1);
    chat.dismiss('u-mia', 'w1');
    expect(chat.room.whispers).toEqual([]);
  });

  test('forms, field errors and empty answers leave nothing in the conversation', async () => {
    const replies: Reply[] = [
      { reply: 'invalid', errors: { today: 'Please.' } },
      { reply: 'said', text: [] },
      { reply: 'form', form: { id: 'f', title: 'F', submit: 'Send', thing: '', epoch: 0, parts: [] } },
    ];
    for (const reply of replies) {
      const { chat } = connected(reply);
      expect(await chat.slash('u-mia', 'atlas', '/standup')).toEqual(reply);
      expect(chat.room.whispers).toEqual([]);
    }
  });

  test('a refusal is kept where one pressed; that of a form is shown in the form', async () => {
    const { chat } = connected({ reply: 'refused', text: ['No.'] });
    await chat.submit('u-mia', { id: 'update', thing: 't', epoch: 1 }, {});
    expect(chat.room.whispers).toEqual([]);
    await chat.press('u-mia', await chat.send(ATLAS, card(), how('a')), 'ack');
    expect(chat.room.whispers).toMatchObject([{ reply: { reply: 'refused' } }]);
  });

  test('without anybody who understands, an act fails and says what is missing', async () => {
    await expect(open().slash('u-mia', 'atlas', '/standup')).rejects.toThrow('call connect() first');
  });

  test('a stranger cannot act', async () => {
    const { chat } = connected();
    await expect(chat.slash('u-eve', 'atlas', '/standup')).rejects.toMatchObject({ kind: 'refused' });
    await expect(chat.write('u-tom', { channel: 'atlas', under: 'm99' }, 'x')).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});

function words(text: string): Message {
  return { summary: text, elements: [{ element: 'text', text: [text] }] };
}

function card(thing = 'escalation:1'): Message {
  const button = { thing, epoch: 3 };
  return {
    summary: 'card',
    elements: [
      {
        element: 'buttons',
        buttons: [
          { ...button, id: 'ack', label: 'I look after it' },
          { ...button, id: 'resolve', label: 'It is solved' },
        ],
      },
    ],
  };
}

function textOf(message: Message | undefined): string {
  return (message?.elements ?? [])
    .flatMap((element) => (element.element === 'text' ? element.text : []))
    .map(String)
    .join('');
}
