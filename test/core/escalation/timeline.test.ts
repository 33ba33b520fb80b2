import { expect, test } from 'vitest';
import { history, type Telling, timeline } from '../../../src/core/escalation/timeline.ts';
import type { Text } from '../../../src/core/message.ts';
import { plainText } from '../../../src/core/present/plain.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { act, at, MONDAY, raised } from './atlas.ts';

const first = raised();
const taken = act(first.state, 'kim', { do: 'acknowledge' }, at('2026-11-02 10:12'));
const events = [...first.events, ...taken.events];

function telling(person: string, more: Partial<Telling> = {}): Telling {
  const sent = { state: 'sent', workspace: 'playground', postedAt: MONDAY + 2_000 } as const;
  return { kind: 'card', to: { person }, recipient: `person:${person}`, due: MONDAY, ...sent, ...more };
}

const plain = (text: Text) => plainText(text, 'UTC', (person) => person);
const words = (tellings: readonly Telling[]) => timeline(events, tellings).map(plain);

test('what happened and who was told stand in one list, in the order in which it came', () => {
  const board = { channel: '#atlas', under: 'board:atlas/2026-11-02' };
  const tellings = [
    telling('raj', { kind: 'acknowledged', due: at('2026-11-02 10:12'), postedAt: at('2026-11-02 10:12') }),
    telling('lea'),
    telling('', { to: board, recipient: `channel:#atlas>${board.under}` }),
    telling('', { kind: 'outside', to: { channel: '#news' }, recipient: 'channel:#news' }),
  ];
  expect(words(tellings)).toEqual([
    'Mon 2 Nov 09:00 raised by @raj – The staging database is down',
    'Mon 2 Nov 09:00 asked – Lea shares a role with Raj.',
    'Mon 2 Nov 09:00 asked – Kim is on duty.',
    'Mon 2 Nov 09:00 told @lea: its card (direct message, playground)',
    'Mon 2 Nov 09:00 told #atlas: its card (in a thread, playground)',
    'Mon 2 Nov 09:00 told #news: the line for outsiders (in the channel, playground)',
    'Mon 2 Nov 09:12 acknowledged by @kim – Kim takes care of it.',
    'Mon 2 Nov 09:12 told @raj: who takes care of it (direct message, playground)',
  ]);
});

test('what was told late says since when it was due, and a possible repeat says so', () => {
  const [late] = words([telling('lea', { postedAt: MONDAY + 2 * MINUTE, repeat: true })]).filter((line) =>
    line.includes('told'),
  );
  expect(late).toBe(
    'Mon 2 Nov 09:02 told @lea: its card (direct message, playground), due Mon 2 Nov 09:00, perhaps twice',
  );
});

test('what was dropped is one line with its reason, at the moment at which it was dropped', () => {
  const dropped = telling('lea', { state: 'dropped', why: 'It was over.', postedAt: undefined });
  const facts = { kind: 'card', recipient: 'person:lea', due: MONDAY };
  const drop = {
    team: 'atlas',
    about: 'escalation:atlas-1',
    what: 'dropped',
    who: 'delivery',
    from: 'engine',
  } as const;
  const event = { ...drop, at: MONDAY + MINUTE, why: 'It was over.', facts };
  const other = { ...event, facts: { ...facts, kind: 'warning' } };
  const lines = history([event, other], [dropped]).map(({ line, at: when }) => [line, when]);
  expect(lines).toEqual([
    ['event', MONDAY + MINUTE],
    ['not told', MONDAY + MINUTE],
  ]);
  expect(plain(timeline([event], [dropped])[0]!)).toBe(
    'Mon 2 Nov 09:01 not told @lea: its card (direct message, playground) – It was over.',
  );
});

test('what still waits stands at the end, with what it waits for', () => {
  const waiting = telling('lea', {
    state: 'waiting',
    due: MONDAY - MINUTE,
    postedAt: undefined,
    workspace: undefined,
    why: 'Waits for the end of quiet hours.',
  });
  expect(words([waiting]).at(-1)).toBe(
    'Mon 2 Nov 08:59 to be told @lea: its card (direct message) – Waits for the end of quiet hours.',
  );
});
