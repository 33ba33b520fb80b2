import { expect, test } from 'vitest';
import { ASKED_FOR, buttonsFor, moreFor } from '../../../src/core/escalation/buttons.ts';
import { decide, refusalOf } from '../../../src/core/escalation/decide.ts';
import type { Escalation } from '../../../src/core/escalation/escalation.ts';
import { FORM_VERBS, FORMS } from '../../../src/core/escalation/forms-more.ts';
import { HEARD, type Heard } from '../../../src/core/escalation/heard.ts';
import { learnedFrom, presentLearned } from '../../../src/core/escalation/learned.ts';
import {
  followers,
  notInside,
  OFFERS,
  possibleOwners,
  type Setting,
} from '../../../src/core/escalation/offers.ts';
import { presentEscalation, type Shown } from '../../../src/core/escalation/present.ts';
import { whoReads } from '../../../src/core/escalation/privacy.ts';
import type { FormValues } from '../../../src/core/form.ts';
import { ATLAS, act, at, fire, items, MONDAY, plain, raised, view, withLevel, words } from './atlas.ts';

const TEN = at('2026-11-02 10:12');
const open = raised().state;
const owned = act(open, 'kim', { do: 'acknowledge' }, TEN).state;
const two = fire(owned, 'resolve', at('2026-11-02 17:00')).state;
const secret = raised({ needs: ['tom'] }, { raise: { private: true } }).state;
const resolved = act(
  owned,
  'kim',
  { do: 'resolve', how: 'Restarted it', learning: 'Watch the disk' },
  TEN,
).state;
const asked = act(
  owned,
  'kim',
  { do: 'askHold', until: at('2026-11-05 09:00'), reason: 'Vendor' },
  TEN,
).state;
const held = act(asked, 'ivo', { do: 'grantHold' }, TEN).state;

const PEOPLE = ['raj', 'lea', 'kim', 'mia', 'ivo', 'tom', 'dana'];
const ASKER = { by: 'kim', from: 'test' };

function setting(escalation: Escalation, now = TEN): Setting {
  return { escalation, view: view(), now };
}

function shown(escalation: Escalation, person?: string): Shown {
  return { ...setting(escalation), viewer: person === undefined ? {} : { person }, facts: {} };
}

function verbs(buttons: readonly { id: string }[]): string[] {
  return buttons.map(({ id }) => id.replace('escalation.', ''));
}

function heard(verb: (typeof FORM_VERBS)[number], values: FormValues, of = owned): Heard {
  return HEARD[verb](values, ASKER, setting(of));
}

test('the row has at most three buttons and “More…”, unless the message asks for something of its own', () => {
  for (const escalation of [open, owned, two, secret, resolved, held])
    for (const person of PEOPLE)
      expect(buttonsFor(shown(escalation, person), ['card']).length).toBeLessThan(5);
  expect(verbs(buttonsFor(shown(asked, 'mia'), ['hold-asked'])).slice(0, 2)).toEqual([
    'grantHold',
    'declineHold',
  ]);
  expect(verbs(buttonsFor(shown(held, 'ivo'), ['held']))[0]).toBe('endHold');
});

test('no button that somebody is shown is refused for who they are or what state it is in', () => {
  for (const escalation of [open, owned, two, secret, resolved, asked, held])
    for (const person of PEOPLE)
      for (const { id, epoch } of buttonsFor(shown(escalation, person), [ASKED_FOR])) {
        const verb = Object.keys(OFFERS).find((one) => id === `escalation.${one}`);
        const offer = Object.entries(OFFERS).find(([one]) => one === verb)?.[1];
        const command = offer?.command({ by: person, from: 'x', epoch }, setting(escalation));
        expect(command && decide(escalation, command, view(), TEN).reply?.reply, `${person} ${id}`).not.toBe(
          'refused',
        );
      }
});

test('the row and “More…” together are what the card shows to whoever asks for it', () => {
  for (const escalation of [open, owned, two, secret, asked, held])
    for (const person of PEOPLE) {
      const row = verbs(buttonsFor(shown(escalation, person), ['card'])).filter((verb) => verb !== 'more');
      const all = verbs(buttonsFor(shown(escalation, person), [ASKED_FOR]));
      expect([...row, ...verbs(moreFor(shown(escalation, person)))].toSorted()).toEqual(all.toSorted());
    }
});

test('nobody is asked to word for outsiders what stays private', () => {
  const mine = act(secret, 'tom', { do: 'acknowledge' }, TEN).state;
  expect(verbs(buttonsFor(shown(mine, 'tom'), [ASKED_FOR]))).not.toContain('word');
  expect(verbs(buttonsFor(shown(owned, 'kim'), [ASKED_FOR]))).toContain('word');
});

test('after the end the card offers closing and reopening to those who may, and a channel nothing', () => {
  expect(verbs(buttonsFor(shown(resolved, 'mia'), ['resolved']))).toEqual(['close', 'reopen']);
  expect(verbs(buttonsFor(shown(resolved, 'raj'), ['resolved']))).toEqual(['reopen']);
  expect(buttonsFor(shown(resolved, 'lea'), ['resolved'])).toEqual([]);
  expect(buttonsFor(shown(resolved), ['resolved'])).toEqual([]);
});

test('it can be handed to whoever of the team and its leadership can be reached; a private one to those inside', () => {
  expect(possibleOwners(setting(owned)).map(({ id }) => id)).toEqual([
    'mia',
    'tom',
    'raj',
    'lea',
    'ivo',
    'dana',
  ]);
  expect(possibleOwners(setting(secret)).map(({ id }) => id)).toEqual(['tom', 'raj', 'ivo']);
  expect(followers(setting(secret)).map(({ id }) => id)).toEqual(['tom', 'raj', 'ivo']);
  expect(notInside(setting(secret)).map(({ id }) => id)).toEqual(['mia', 'lea', 'kim', 'dana']);
});

test('every form carries its verb, the thing and its epoch, and says what is missing at an input that it has', () => {
  for (const verb of FORM_VERBS) {
    const form = FORMS[verb]({ ...setting(two), person: 'ivo' });
    expect(form).toMatchObject({ id: `escalation.${verb}`, thing: 'escalation:atlas-1', epoch: two.epoch });
    expect(form.title.length).toBeLessThan(25);
    const ids = form.parts.flatMap((part) => (part.part === 'input' ? [part.input.id] : []));
    const empty = heard(verb, {});
    if ('errors' in empty) expect(ids).toEqual(expect.arrayContaining(Object.keys(empty.errors)));
    // What is missing of notes is said by the decision: any of the four will do.
    else expect(['declineHold', 'close', 'minutes']).toContain(verb);
  }
});

test('the coordinator and the lead may pick a level; others go one up', () => {
  const ids = (person: string) =>
    FORMS.escalate({ ...setting(owned), person }).parts.flatMap((part) =>
      part.part === 'input' ? [part.input.id] : [],
    );
  expect([ids('ivo'), ids('kim')]).toEqual([['reason', 'to'], ['reason']]);
  expect(heard('escalate', { reason: 'Now', to: '3' })).toMatchObject({ command: { to: 3 } });
});

test('a hold lasts until the opening of its day; a plan asks for one only with its box', () => {
  expect(heard('askHold', { until: '2026-11-07', reason: 'Vendor' })).toMatchObject({
    command: { until: at('2026-11-09 09:00') },
  });
  expect(heard('askHold', { until: '2026-13-01', reason: 'Vendor' })).toEqual({
    errors: { until: 'Pick a day.' },
  });
  const bare = heard('plan', { text: 'Move it', until: '2026-11-05' });
  expect(bare).toMatchObject({ command: { hold: false } });
  if (!('command' in bare)) throw new Error('no command');
  const planned = decide(owned, bare.command, view(), TEN);
  expect([planned.state.plan?.until, planned.state.holdAsked, words(planned)]).toEqual([
    '2026-11-05',
    undefined,
    'said: Recorded. The clock goes on.',
  ]);
});

test('why a hold was declined reaches whoever asked', () => {
  const declined = act(asked, 'ivo', { do: 'declineHold', reason: 'too long' }, TEN);
  const [item] = items(declined, 'hold-declined');
  expect(item).toMatchObject({ to: { person: 'kim' }, facts: { reason: 'too long' } });
  const made = presentEscalation(
    'hold-declined',
    declined.state,
    { person: 'kim' },
    view(),
    TEN,
    item?.facts,
  );
  if ('drop' in made) throw new Error(made.drop);
  const [first] = made.elements;
  expect(first?.element === 'text' && plain(first.text)).toBe(
    'Your hold was declined: Too long. The clocks go on.',
  );
});

test('the refusal of a command has a name, so that it can be said at the input it is about', () => {
  const until = at('2026-12-20 09:00');
  const hold = { by: 'kim', from: 'x', do: 'askHold', until, reason: 'Vendor' } as const;
  expect(refusalOf(owned, hold, view(), TEN)).toBe('it would be held too long');
  expect(refusalOf(open, hold, view(), TEN)).toBe('nobody has it');
  expect(refusalOf(owned, { ...hold, epoch: 0 }, view(), TEN)).toBeUndefined();
});

test('who reads a private one is said from the policy', () => {
  expect(whoReads(ATLAS, 'raj')).toContain(
    'Level 2 asks Ivo. Level 3 asks Ivo, and Dana only if you let them in.',
  );
  expect(whoReads(ATLAS, 'ivo')).toMatch(/^A private one is read by you and the people you pick above;/);
  expect(whoReads(ATLAS, 'ivo')).toContain(
    'Level 1 asks the people you pick. Level 2 asks the people you pick. Level 3',
  );
  const other = withLevel(ATLAS, 2, { who: ['lead', 'qa'] });
  expect(whoReads(other, 'raj')).toContain('Level 2 asks Ivo, and Kim only if you let them in.');
});

test('the raiser’s line for outsiders is theirs to read from the start', () => {
  expect(raised({}, { raise: { outside: ' Staging is slow ' } }).state.outside).toBe('Staging is slow');
  expect(raised({}, { raise: { outside: ' ' } }).state.outside).toBeUndefined();
});

test('of many lessons the ten newest are shown, and the rest counted', () => {
  const many = Array.from({ length: 12 }, (_, n) => ({
    ...resolved,
    id: `atlas-${n}`,
    resolved: { by: 'kim', at: MONDAY + n, how: 'Done', learning: `Lesson ${n}` },
  }));
  const found = learnedFrom(many, 'LESSON');
  expect(found[0]?.id).toBe('atlas-11');
  const { elements } = presentLearned(found, 'lesson');
  expect(elements.flatMap((element) => (element.element === 'list' ? element.items : []))).toHaveLength(10);
  expect(JSON.stringify(elements)).toContain('And 2 older ones');
  expect(learnedFrom([{ ...resolved, resolved: { by: 'kim', at: 1, how: 'Lesson' } }], '')).toEqual([]);
});
