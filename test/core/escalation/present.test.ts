import { expect, test } from 'vitest';
import type { EscalationView } from '../../../src/core/escalation/command.ts';
import { decide } from '../../../src/core/escalation/decide.ts';
import type { Escalation } from '../../../src/core/escalation/escalation.ts';
import {
  cancelForm,
  escalateForm,
  raiseForm,
  readBlockerForm,
  resolveForm,
} from '../../../src/core/escalation/forms.ts';
import { LEADS } from '../../../src/core/escalation/leads.ts';
import { presentList } from '../../../src/core/escalation/list.ts';
import {
  ASIDES,
  presentEscalation,
  presentTogether,
  type Viewer,
} from '../../../src/core/escalation/present.ts';
import { timeline } from '../../../src/core/escalation/timeline.ts';
import { why } from '../../../src/core/escalation/why.ts';
import type { FormValues } from '../../../src/core/form.ts';
import type { Message } from '../../../src/core/message.ts';
import { ATLAS, act, at, away, fire, items, MONDAY, plain, raised, view } from './atlas.ts';

const TEN = at('2026-11-02 10:12');
const CLOSE = at('2026-11-02 17:00');
const open = raised({ link: 'https://jira.example/A-1' }).state;
const owned = act(open, 'kim', { do: 'acknowledge' }, TEN).state;
const two = fire(owned, 'resolve', CLOSE).state;
const resolved = act(
  owned,
  'kim',
  { do: 'resolve', how: 'Restarted it', learning: 'Watch the disk' },
  TEN,
).state;

function shown(
  kind: string,
  escalation: Escalation,
  viewer: Viewer,
  how: { view?: EscalationView; now?: number } = {},
): Message {
  const made = presentEscalation(kind, escalation, viewer, how.view ?? view(), how.now ?? TEN);
  if ('drop' in made) throw new Error(made.drop);
  return made;
}

function unsent(kind: string, escalation: Escalation, person: string): string | undefined {
  const made = presentEscalation(kind, escalation, { person }, view(), TEN, {}, { unsent: true });
  return 'drop' in made ? made.drop : undefined;
}

/** The whole message as lines of plain text. */
function read({ elements }: Message): string {
  return elements
    .flatMap((element) => {
      if (element.element === 'fields')
        return element.fields.map(({ label, value }) => `${label}: ${plain(value)}`);
      if (element.element === 'list') return element.items.map(plain);
      if (element.element === 'buttons') return [element.buttons.map(({ label }) => `[${label}]`).join(' ')];
      if (element.element === 'text' || element.element === 'note') return [plain(element.text)];
      return 'text' in element ? [element.text] : [];
    })
    .join('\n');
}

function buttonIds({ elements }: Message): string[] {
  return elements.flatMap((element) =>
    element.element === 'buttons' ? element.buttons.map(({ id }) => id) : [],
  );
}

test('a card says what, who raised it, the level, who is asked, both deadlines, who is next and why it came', () => {
  const card = shown('card', open, { person: 'lea' });
  expect(read(card)).toBe(
    [
      'Can you help? If you take it, nobody else is asked.',
      'atlas-1 · Level 1, team',
      'The staging database is down',
      'Owner: nobody yet',
      'Asked: @lea and @kim',
      'Answer by: 2026-11-02T10:00:00.000Z',
      'Resolve by: 2026-11-02T16:00:00.000Z',
      'Next: Level 2, mediation: Ivo',
      'Link: https://jira.example/A-1',
      '[I take it] [Resolve] [More…]',
      'You get this because you are asked at level 1 (team). It stops when it is resolved or cancelled.',
    ].join('\n'),
  );
  expect(card.elements.find(({ element }) => element === 'quote')).toMatchObject({ by: 'raj' });
});

test('only the buttons that the reader may use are there', () => {
  expect(buttonIds(shown('raised', open, { person: 'raj' }))).toEqual([
    'escalation.resolve',
    'escalation.escalate',
    'escalation.more',
  ]);
  expect(buttonIds(shown('escalated', open, { person: 'tom' }))).toEqual(['escalation.more']);
  expect(buttonIds(shown('card', owned, { person: 'lea' }))).not.toContain('escalation.acknowledge');
  expect(buttonIds(shown('still-stuck', owned, { person: 'raj' }))[0]).toBe('escalation.stuck');
});

test('a channel shows acknowledge, resolve, escalate and more, each with the present epoch', () => {
  const card = shown('card', two, {});
  expect(buttonIds(card)).toEqual([
    'escalation.acknowledge',
    'escalation.resolve',
    'escalation.escalate',
    'escalation.more',
  ]);
  const row = card.elements.find((element) => element.element === 'buttons');
  expect(row).toMatchObject({ buttons: [{ thing: 'escalation:atlas-1', epoch: 2 }, {}, {}, {}] });
});

test('a card says who was passed over and why, and when its clocks began late', () => {
  const seen = view({ absences: [away('tom', '2026-11-02', '2026-11-20')] });
  const { state } = raised({ needs: ['tom'] }, { view: seen });
  expect(read(shown('card', state, { person: 'lea' }))).toContain(
    'Tom was not asked: away until Fri 20 Nov.',
  );
  const late = { ...state, delayedTo: at('2026-11-03 09:00') };
  expect(read(shown('card', late, {}))).toContain(
    'Nobody of this level works before 2026-11-03T08:00:00.000Z',
  );
});

test('the newest state is shown: after an acknowledgement the owner, after the end how it ended, without buttons', () => {
  expect(read(shown('card', owned, { person: 'lea' }))).toContain('Owner: Kim');
  const over = shown('card', resolved, { person: 'lea' });
  expect(read(over)).toContain('How: Restarted it\nLearned: Watch the disk');
  expect(buttonIds(over)).toEqual([]);
});

test('what one message tells about one blocker is one card: the telling sentences, the buttons of all, one reason', () => {
  const told = [
    { kind: 'raised', unsent: true },
    { kind: 'escalated', unsent: true },
    { kind: 'still-stuck' },
  ];
  const warned = fire(two, 'warn', at('2026-11-03 15:00')).state;
  const made = presentTogether(told, warned, { person: 'raj' }, view(), at('2026-11-03 15:00'));
  if ('drop' in made) throw new Error(made.drop);
  expect(read(made)).toMatch(
    /^This is at level 2 \(mediation\) now\.\nAre you still stuck\? .*\natlas-1 · Level 2, mediation\n/,
  );
  expect(made.elements.filter(({ element }) => element === 'heading')).toHaveLength(1);
  expect(buttonIds(made)[0]).toBe('escalation.stuck');
});

test('whoever slept through all of it is spared its end; not the raiser, and not whoever had it', () => {
  const end = (person: string) =>
    presentTogether([{ kind: 'resolved', unsent: true }], resolved, { person, heard: false }, view(), TEN);
  expect(end('lea')).toEqual({ drop: 'It was over before they heard of it.' });
  for (const person of ['raj', 'kim']) expect(end(person)).toHaveProperty('elements');
});

test('a card that comes late is dropped for whoever is no longer asked', () => {
  expect(unsent('card', two, 'lea')).toBe('Somebody else is asked now.');
  expect(unsent('card', two, 'ivo')).toBeUndefined();
});

test('what is not worth saying any more is dropped before it is sent, and brought up to date after', () => {
  expect(unsent('respond-reminder', owned, 'lea')).toBe('Somebody took it before this was sent.');
  expect(unsent('card', resolved, 'lea')).toBe('It was over before this was sent.');
  expect(unsent('respond-reminder', two, 'lea')).toBe('Somebody else is asked now.');
  expect(unsent('resolved', resolved, 'lea')).toBeUndefined();
  expect(read(shown('respond-reminder', owned, { person: 'lea' }))).toMatch(/^Kim took this at/);
});

test('outsiders read a neutral line until the owner or lead words one, never the raiser’s words or a name', () => {
  const neutral = read(shown('outside', two, {}));
  expect(neutral).toContain('Something is stopping team Atlas.\nIt is at level 2 (mediation).');
  expect(neutral).not.toMatch(/staging|raj|kim|@/i);
  const worded = act(two, 'ivo', { do: 'word', text: 'Staging is slow today' }, CLOSE).state;
  expect(read(shown('outside', worded, {}))).toContain('Staging is slow today');
  expect(read(shown('outside-ended', resolved, {}))).toContain('What was stopping team Atlas is solved.');
});

test('owner and lead see on their card what outsiders read', () => {
  expect(read(shown('card', two, { person: 'ivo' }))).toContain(
    'Outsiders read: nothing new yet. This waits for somebody’s look: “Something is stopping team Atlas.”',
  );
  const sent = act(two, 'ivo', { do: 'sendLine' }, CLOSE).state;
  expect(read(shown('card', sent, { person: 'ivo' }))).toContain(
    'Outsiders read: that something is stopping team Atlas',
  );
  expect(read(shown('card', two, { person: 'lea' }))).not.toContain('Outsiders');
});

test('a private one is shown to those who may see it, and nothing of it to anybody else', () => {
  const secret = raised({ needs: ['tom'] }, { raise: { private: true } }).state;
  expect(read(shown('card', secret, { person: 'tom' }))).toContain('staging');
  expect(unsent('card', secret, 'lea')).toBe('It is private.');
  expect(presentEscalation('card', secret, {}, view(), TEN)).toEqual({ drop: 'It is private.' });
  const alarm = shown('alarm', secret, { person: 'mia' });
  expect(read(alarm)).not.toContain('staging');
  expect(JSON.stringify(presentList([secret, open], view(), 'lea', TEN))).toContain('1 private one besides');
});

test('instants are shown in the reader’s zone: the day is named when it is not the reader’s today', () => {
  const fields = shown('card', two, { person: 'ivo' }, { now: CLOSE }).elements.find(
    (element) => element.element === 'fields',
  );
  expect(JSON.stringify(fields)).toContain('"as":"both"');
});

test('every kind of item that a decision makes has words, in every state', () => {
  const kinds = new Set([...Object.keys(LEADS), ...Object.keys(ASIDES)]);
  const three = fire(two, 'resolve', at('2026-11-03 17:00'));
  const told = [...items(fire(open, 'respond', at('2026-11-02 11:00'))), ...items(three)].map(
    ({ kind }) => kind,
  );
  expect(told.filter((kind) => !kinds.has(kind) && !kind.startsWith('outside'))).toEqual([]);
  for (const kind of Object.keys(LEADS))
    for (const state of [open, owned, two, resolved, three.state])
      expect(shown(kind, state, { person: 'raj' }).summary).toMatch(/^atlas-1: ./);
  expect(presentEscalation('unheard-of', open, { person: 'raj' }, view(), TEN)).toHaveProperty('drop');
});

test('the forms ask for a word and carry the thing and its epoch', () => {
  expect(resolveForm(two)).toMatchObject({ id: 'escalation.resolve', thing: 'escalation:atlas-1', epoch: 2 });
  expect(escalateForm(two).parts.at(-1)).toMatchObject({
    input: { id: 'reason', label: 'Why does it need level 3 (leadership)?' },
  });
  expect(cancelForm(two).parts.at(-1)).toMatchObject({ input: { id: 'reason', optional: false } });
});

const values = (more: FormValues): FormValues => ({
  'blocker.what': 'API down',
  'blocker.when': 'today',
  ...more,
});

test('the raise form starts with what was typed, and comes back as a blocker', () => {
  const form = raiseForm(ATLAS, 'API down', MONDAY);
  expect(form.parts[0]).toMatchObject({ input: { id: 'blocker.what', value: 'API down' } });
  expect(
    readBlockerForm(
      values({ 'blocker.needs': ['tom', 'developer'], 'blocker.when': 'now' }),
      ATLAS,
      '2026-11-02',
    ),
  ).toEqual({
    ok: true,
    blocker: { what: 'API down', needs: ['tom', 'developer'], when: 'now' },
  });
  expect(
    readBlockerForm(values({ 'blocker.when': 'by', 'blocker.by': '2026-11-05' }), ATLAS, '2026-11-02'),
  ).toMatchObject({
    blocker: { when: { by: '2026-11-05' } },
  });
});

test('the raise form’s errors stand at their inputs', () => {
  expect(readBlockerForm({}, ATLAS, '2026-11-02')).toEqual({
    ok: false,
    errors: { 'blocker.what': 'Say what is stopping you.' },
  });
  expect(readBlockerForm(values({ 'blocker.when': 'by' }), ATLAS, '2026-11-02')).toHaveProperty([
    'errors',
    'blocker.by',
  ]);
  expect(readBlockerForm(values({ 'blocker.what': 'none' }), ATLAS, '2026-11-02')).toMatchObject({
    ok: true,
    blocker: { what: 'none' },
  });
});

test('why it reached somebody, and why it is where it is', () => {
  const first = raised();
  const climbed = fire(first.state, 'resolve', CLOSE);
  const events = [...first.events, ...climbed.events];
  expect(why(climbed.state, events, 'ivo').map(plain)).toEqual([
    'atlas-1 is at level 2 (mediation). You are one of those asked there: lead.',
    '2026-11-02T16:00:00.000Z asked – Ivo has the role lead.',
    '2026-11-02T16:00:00.000Z preview asked – Ivo is asked to look at the line for outsiders before it goes out.',
    '2026-11-02T16:00:00.000Z thread opened – Ivo mediates; the affected take part.',
  ]);
  expect(why(climbed.state, events, 'tom').map(plain)).toEqual([
    'atlas-1 is at level 2 (mediation). It has not reached you.',
  ]);
  expect(why(climbed.state, events).map(plain)).toEqual([
    '2026-11-02T09:00:00.000Z raised by @raj – The staging database is down',
    '2026-11-02T16:00:00.000Z climbed – The time of level 1 (team) has passed.',
  ]);
});

test('the timeline has a line for each event, oldest first', () => {
  const first = raised();
  const taken = act(first.state, 'kim', { do: 'acknowledge' }, TEN);
  const lines = timeline([...taken.events, ...first.events]).map(plain);
  expect(lines).toHaveLength(first.events.length + taken.events.length);
  expect(lines.at(-1)).toBe('2026-11-02T09:12:00.000Z acknowledged by @kim – Kim takes care of it.');
});

test('a button that is shown is never refused for its role', () => {
  for (const state of [open, owned, two])
    for (const person of ['raj', 'lea', 'kim', 'mia', 'ivo', 'tom', 'dana'])
      for (const id of buttonIds(shown('card', state, { person }))) {
        const command = id === 'escalation.acknowledge' ? { do: 'acknowledge' as const } : undefined;
        if (command)
          expect(
            decide(state, { ...command, by: person, from: 'x', epoch: state.epoch }, view(), TEN).state.owner,
          ).toBe(person);
      }
});
