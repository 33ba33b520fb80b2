import { describe, expect, test } from 'vitest';
import type { Asked } from '../../src/core/answers/asked.ts';
import { formFor, readAnswers } from '../../src/core/answers.ts';
import type { Form, FormValues, Input } from '../../src/core/form.ts';
import type { BlockerAnswer } from '../../src/core/round.ts';
import { question } from './fixtures.ts';
import {
  action,
  asked,
  at,
  escalation,
  mia,
  prompt,
  questions,
  round,
  sync,
  team,
  update,
} from './present/scene.ts';

const NOW = at('09:05');
const ROUND = 'atlas/sync/2026-11-02';

function inputsOf(form: Form): Input[] {
  return form.parts.flatMap((part) => (part.part === 'input' ? [part.input] : []));
}

function headingsOf(form: Form): string[] {
  return form.parts.flatMap((part) => (part.part === 'heading' ? [part.text] : []));
}

function input(form: Form, id: string): Input {
  const found = inputsOf(form).find((one) => one.id === id);
  if (!found) throw new Error(`no input ${id} among ${inputsOf(form).map((one) => one.id)}`);
  return found;
}

function values(more: FormValues = {}): FormValues {
  return { [`${ROUND}:done`]: 'The export', [`${ROUND}:today`]: 'The import', ...more };
}

/** What the first round reads from these values; the errors when it does not. */
function reading(more: FormValues = {}, one: Asked = asked()) {
  const result = readAnswers([one], mia, NOW, values(more));
  return result.ok ? result.perRound[0] : result.errors;
}

function withQuestion(...args: Parameters<typeof question>): Asked {
  return asked({ ritual: { ...sync, questions: [question(...args)] } });
}

function readOne(one: Asked, given: FormValues) {
  const result = readAnswers([one], mia, NOW, given);
  return result.ok ? result.perRound[0]?.answers : result.errors;
}

describe('the form', () => {
  test('asks the questions of the date, with ids that name the round', () => {
    const form = formFor([asked()], mia, NOW);
    expect(inputsOf(form).map(({ id }) => id)).toEqual([
      `${ROUND}:done`,
      `${ROUND}:today`,
      `${ROUND}:blocked.what`,
      `${ROUND}:blocked.needs`,
      `${ROUND}:blocked.when`,
      `${ROUND}:blocked.by`,
      `${ROUND}:blocked.link`,
    ]);
    expect(form).toMatchObject({
      id: 'answers',
      title: 'Morning sync',
      submit: 'Send',
      thing: `prompt:${ROUND}/mia`,
    });
  });

  test('names the date only when it is not today', () => {
    const today = formFor([asked()], mia, NOW);
    expect(today.title).toBe('Morning sync');
    expect(headingsOf(today)).toEqual([]);
    expect(headingsOf(formFor([asked()], mia, at('20:00', '2026-11-01')))).toEqual([
      'Morning sync for Mon 2 Nov',
    ]);
  });

  test('leaves out what is asked on other weekdays only', () => {
    const risk = question('risk', { type: 'risk', onlyOn: [4] });
    const form = formFor([asked({ ritual: { ...sync, questions: [...questions, risk] } })], mia, NOW);
    expect(inputsOf(form).some(({ id }) => id.includes(':risk'))).toBe(false);
  });

  test('starts with the last answer to the question that is picked up, if there is none yet', () => {
    const last = update('mia', { done: 'Long ago', today: 'Ship it' }, { round: 'atlas/sync/2026-10-30' });
    expect(input(formFor([asked({ last })], mia, NOW), `${ROUND}:done`).value).toBe('Ship it');
    expect(input(formFor([asked({ last })], mia, NOW), `${ROUND}:today`).value).toBeUndefined();
  });

  test('starts with the present answers when they are edited', () => {
    const blocked: BlockerAnswer = {
      what: 'The key',
      needs: ['tom', 'gone'],
      when: { by: '2026-11-05' },
      link: 'https://x.org/1',
    };
    const form = formFor(
      [asked({ update: update('mia', { done: 'Did', blocked }), last: update('mia', { today: 'Old' }) })],
      mia,
      NOW,
    );
    expect(form.submit).toBe('Save');
    expect(input(form, `${ROUND}:done`).value).toBe('Did');
    expect(input(form, `${ROUND}:today`).value).toBeUndefined();
    expect(input(form, `${ROUND}:blocked.what`).value).toBe('The key');
    expect(input(form, `${ROUND}:blocked.needs`).value).toEqual(['tom']);
    expect(input(form, `${ROUND}:blocked.when`).value).toBe('by');
    expect(input(form, `${ROUND}:blocked.by`).value).toBe('2026-11-05');
  });

  test('offers the others of the team and their roles as helpers, and today as the default', () => {
    const form = formFor([asked()], mia, NOW);
    const labels = input(form, `${ROUND}:blocked.needs`).choices?.map(({ label }) => label);
    expect(labels).toEqual([
      'Tom',
      'Ana',
      'Raj',
      'Lea',
      'Ivo',
      'Role: product-owner',
      'Role: architect',
      'Role: ux',
      'Role: developer',
      'Role: lead',
    ]);
    expect(input(form, `${ROUND}:blocked.when`).value).toBe('today');
  });

  test('shows a conditional question with its condition and lets it stay empty', () => {
    const mood = question('mood', { ask: 'How is it going?', type: 'scale' });
    const wrong = question('wrong', { ask: 'What is wrong?', askIf: { id: 'mood', below: 3 } });
    const form = formFor([asked({ ritual: { ...sync, questions: [mood, wrong] } })], mia, NOW);
    expect(input(form, `${ROUND}:wrong`)).toMatchObject({
      optional: true,
      hint: 'Only if “How is it going?” is below 3.',
    });
  });

  test('leaves out a conditional question whose other question is not asked that day', () => {
    const mood = question('mood', { type: 'scale', onlyOn: [4] });
    const wrong = question('wrong', { askIf: { id: 'mood', below: 3 } });
    expect(inputsOf(formFor([asked({ ritual: { ...sync, questions: [mood, wrong] } })], mia, NOW))).toEqual(
      [],
    );
  });

  test('says that an anonymous question cannot be changed, and does not ask it twice', () => {
    const mood = question('mood', { type: 'scale', anonymous: true });
    const one = asked({ ritual: { ...sync, questions: [mood] } });
    expect(input(formFor([one], mia, NOW), `${ROUND}:mood`).hint).toMatch(
      /Anonymous: .* cannot change it later/,
    );
    const again = { ...one, prompt: prompt('mia', { anonymous: ['mood'] }) };
    expect(inputsOf(formFor([again], mia, NOW))).toEqual([]);
  });

  test('is one form for several rounds, with own open things once and first', () => {
    const other = round({ id: 'borealis/sync/2026-11-02', team: 'borealis' });
    const own = {
      escalations: [escalation(7, { raisedAt: at('09:00', '2026-10-29') })],
      actions: [action('a1')],
    };
    const second = asked({
      round: other,
      team: { ...team, id: 'borealis', name: 'Borealis' },
      prompt: prompt('mia', { round: other.id }),
      own,
    });
    const form = formFor([asked({ own }), second], mia, NOW);
    expect(headingsOf(form)).toEqual([
      'Still open from before',
      'Morning sync of Atlas',
      'Morning sync of Borealis',
    ]);
    expect(
      inputsOf(form)
        .map(({ id }) => id)
        .slice(0, 4),
    ).toEqual(['blocker:atlas-7.state', 'blocker:atlas-7.note', 'action:a1.state', 'action:a1.note']);
    expect(form.thing).toBe(`prompts:${ROUND}/mia,borealis/sync/2026-11-02/mia`);
    expect(new Set(inputsOf(form).map(({ id }) => id)).size).toBe(inputsOf(form).length);
  });

  test('leaves a blocker that came out of this very answer to its question', () => {
    const own = { escalations: [escalation(8, { round: ROUND })], actions: [] };
    expect(headingsOf(formFor([asked({ own, update: update('mia', {}) })], mia, NOW))).toEqual([]);
  });
});

describe('reading', () => {
  test('trims text and keeps it otherwise as it is', () => {
    const words = '  <b>שלום</b> &amp; 🎉\n• next  ';
    expect(reading({ [`${ROUND}:done`]: words })).toMatchObject({
      answers: { done: '<b>שלום</b> &amp; 🎉\n• next', today: 'The import' },
    });
    expect(reading({ [`${ROUND}:done`]: '🔥🔥' })).toMatchObject({ answers: { done: '🔥🔥' } });
  });

  test('asks for a required answer that is missing or blank', () => {
    expect(reading({ [`${ROUND}:done`]: '   ' })).toEqual({ [`${ROUND}:done`]: 'Please answer this one.' });
  });

  test('takes 10,000 characters and names the limit for more', () => {
    expect(reading({ [`${ROUND}:done`]: '🎉'.repeat(10_000) })).toHaveProperty('answers');
    expect(reading({ [`${ROUND}:done`]: 'x'.repeat(10_001) })).toEqual({
      [`${ROUND}:done`]:
        'This has 10,001 characters and 10,000 fit. Please shorten it, or link to the long version.',
    });
  });

  test('never asks for a conditional answer, and keeps one that was given', () => {
    const mood = question('mood', { type: 'scale' });
    const wrong = question('wrong', { askIf: { id: 'mood', below: 3 } });
    const one = asked({ ritual: { ...sync, questions: [mood, wrong] } });
    expect(readOne(one, { [`${ROUND}:mood`]: '2' })).toEqual({ mood: 2 });
    expect(readOne(one, { [`${ROUND}:mood`]: '5', [`${ROUND}:wrong`]: 'the noise' })).toEqual({
      mood: 5,
      wrong: 'the noise',
    });
  });

  test('keeps anonymous answers apart', () => {
    const one = withQuestion('mood', { type: 'scale', anonymous: true });
    const read = readAnswers([one], mia, NOW, { [`${ROUND}:mood`]: '4' });
    expect(read.ok && read.perRound.map(({ answers, anonymous }) => ({ answers, anonymous }))).toEqual([
      { answers: {}, anonymous: { mood: 4 } },
    ]);
  });

  test('gives each round its own answers, and nothing at all when one has an error', () => {
    const other = round({ id: 'borealis/sync/2026-11-02' });
    const second = asked({ round: other, prompt: prompt('mia', { round: other.id }) });
    const both = { ...values(), [`${other.id}:done`]: 'B', [`${other.id}:today`]: 'C' };
    const read = readAnswers([asked(), second], mia, NOW, both);
    expect(read).toMatchObject({
      ok: true,
      perRound: [
        { round: ROUND, answers: { done: 'The export' } },
        { round: other.id, answers: { done: 'B' } },
      ],
    });
    expect(readAnswers([asked(), second], mia, NOW, values())).toMatchObject({ ok: false });
  });

  test('reads what was said about own blockers and actions; a note alone leaves them open', () => {
    const own = {
      escalations: [escalation(7), escalation(8), escalation(9)],
      actions: [action('a1'), action('a2')],
    };
    const read = reading(
      {
        'blocker:atlas-7.state': 'solved',
        'blocker:atlas-7.note': ' restarted ',
        'blocker:atlas-8.note': 'waiting',
        'action:a1.state': 'done',
      },
      asked({ own }),
    );
    expect(read).toMatchObject({
      ownBlockers: [
        { id: 'atlas-7', state: 'solved', note: 'restarted' },
        { id: 'atlas-8', state: 'stuck', note: 'waiting' },
      ],
      ownActions: [{ id: 'a1', state: 'done' }],
    });
  });
});

test('a note of one’s own that is too long is refused too', () => {
  const own = { escalations: [escalation(7)], actions: [action('a1')] };
  const read = reading(
    { 'blocker:atlas-7.note': 'x'.repeat(3001), 'action:a1.note': 'x'.repeat(10_001) },
    asked({ own }),
  );
  expect(read).toEqual({
    'blocker:atlas-7.note': expect.stringContaining(' 3,000 fit'),
    'action:a1.note': expect.stringContaining('10,000 fit'),
  });
});

describe('a blocker', () => {
  const what = `${ROUND}:blocked.what`;
  const when = `${ROUND}:blocked.when`;
  const by = `${ROUND}:blocked.by`;

  test('is read with who can help, when and where to look', () => {
    const read = reading({
      [what]: 'No key',
      [`${ROUND}:blocked.needs`]: ['tom', 'ux'],
      [when]: 'now',
      [`${ROUND}:blocked.link`]: 'example.org/4',
    });
    const blocked = { what: 'No key', needs: ['tom', 'ux'], when: 'now', link: 'https://example.org/4' };
    expect(read).toMatchObject({ answers: { blocked }, blockers: [blocked] });
  });

  test.each(['', 'none', 'No', '-', 'n/a', 'nothing'])('is none when it reads “%s”', (words) => {
    expect(reading({ [what]: words, [when]: 'today' })).toMatchObject({
      blockers: [],
      answers: { done: 'The export' },
    });
    expect(reading({ [what]: words, [when]: 'today' })).not.toHaveProperty('answers.blocked');
  });

  test('may be “none” where an answer is required, but not empty', () => {
    const one = withQuestion('blocked', { type: 'blocker' });
    expect(readOne(one, { [what]: 'none' })).toEqual({});
    expect(readOne(one, {})).toEqual({ [what]: 'Please answer. “None” is a fine answer.' });
  });

  test('is needed by the date that was picked, also when “today” was left standing', () => {
    expect(reading({ [what]: 'No key', [when]: 'by', [by]: '2026-11-05' })).toMatchObject({
      blockers: [{ when: { by: '2026-11-05' } }],
    });
    expect(reading({ [what]: 'No key', [when]: 'today', [by]: '2026-11-05' })).toMatchObject({
      blockers: [{ when: { by: '2026-11-05' } }],
    });
    expect(reading({ [what]: 'No key', [when]: 'by', [by]: '2026-11-02' })).toMatchObject({
      blockers: [{ when: 'today' }],
    });
    expect(reading({ [what]: 'No key', [when]: 'just_telling' })).toMatchObject({
      blockers: [{ when: 'just_telling' }],
    });
  });

  test('goes back to today when an earlier date was only left in the form', () => {
    const before = update('mia', { blocked: { what: 'No key', needs: [], when: { by: '2026-11-05' } } });
    const read = reading(
      { [what]: 'No key', [when]: 'today', [by]: '2026-11-05' },
      asked({ update: before }),
    );
    expect(read).toMatchObject({ blockers: [{ when: 'today' }] });
  });

  test('needs a date that is there and not over', () => {
    expect(reading({ [what]: 'No key', [when]: 'by' })).toEqual({
      [by]: 'Pick the date by which you need it.',
    });
    expect(reading({ [what]: 'No key', [when]: 'by', [by]: '2026-11-01' })).toEqual({
      [by]: 'This date has passed. Pick today or a later one.',
    });
  });

  test('needs words when only the rest was filled in; emptying an earlier one takes it back', () => {
    const rest = { [what]: '', [`${ROUND}:blocked.needs`]: ['tom'] };
    expect(reading(rest)).toEqual({ [what]: 'Say what is stopping you.' });
    const before = update('mia', { blocked: { what: 'No key', needs: ['tom'], when: 'today' } });
    expect(reading(rest, asked({ update: before }))).toMatchObject({ blockers: [] });
  });

  test.each(['see the board', 'javascript:alert(1)', 'x'])('takes “%s” for no link', (words) => {
    const read = reading({ [what]: 'No key', [`${ROUND}:blocked.link`]: words });
    expect(read).toEqual({
      [`${ROUND}:blocked.link`]: 'This does not look like a link. It should start with https://.',
    });
  });

  test('can only be helped by people and roles that there are', () => {
    const read = reading({ [what]: 'No key', [`${ROUND}:blocked.needs`]: ['nobody'] });
    expect(read).toEqual({ [`${ROUND}:blocked.needs`]: 'Pick people or roles of this team.' });
  });
});

describe('the other questions', () => {
  const id = `${ROUND}:q`;

  test.each([
    ['scale', { from: 1, to: 5 }, '4', 4],
    ['number', { from: 0, to: 10 }, '2,5', 2.5],
    ['number', {}, 7, 7],
    ['yes_no', {}, 'no', false],
    ['choice', { options: ['Red', 'Green'] }, 'green', 'Green'],
    ['people', {}, ['tom', 'ana'], ['tom', 'ana']],
  ] as const)('%s reads its value', (type, more, given, answer) => {
    expect(readOne(withQuestion('q', { type, ...more }), { [id]: given })).toEqual({ q: answer });
  });

  test.each([
    ['scale', { from: 1, to: 5 }, '6', 'Pick a whole number from 1 to 5.'],
    ['scale', {}, '2.5', 'Pick a whole number from 1 to 5.'],
    ['number', { from: 0, to: 10 }, '11', 'Give a number from 0 to 10.'],
    ['number', { from: 3 }, '2', 'Give a number from 3 up.'],
    ['number', {}, 'many', 'Give a number, such as 3 or 2.5.'],
    ['yes_no', {}, 'maybe', 'Pick yes or no.'],
    ['choice', { options: ['Red'] }, 'Blue', 'Pick one of the choices.'],
    ['people', {}, ['nobody'], 'Pick people of this team.'],
  ] as const)('%s refuses what does not fit', (type, more, given, sentence) => {
    expect(readOne(withQuestion('q', { type, ...more }), { [id]: given })).toEqual({ [id]: sentence });
  });

  test('a dependency needs both whom and what', () => {
    const one = withQuestion('q', { type: 'dependency', optional: true });
    expect(
      readOne(one, { [`${id}.on`]: 'tom', [`${id}.what`]: 'the API', [`${id}.until`]: '2026-11-04' }),
    ).toEqual({
      q: { on: 'tom', what: 'the API', until: '2026-11-04' },
    });
    expect(readOne(one, { [`${id}.on`]: 'tom' })).toEqual({
      [`${id}.what`]: 'Say what you are waiting for.',
    });
    expect(readOne(one, { [`${id}.what`]: 'the API' })).toHaveProperty([`${id}.on`]);
    expect(
      readOne(one, { [`${id}.on`]: 'tom', [`${id}.what`]: 'x', [`${id}.until`]: '2026-10-01' }),
    ).toHaveProperty([`${id}.until`]);
    expect(readOne(one, {})).toEqual({});
  });

  test('a risk has a size if one was picked, and “none” is none', () => {
    const one = withQuestion('q', { type: 'risk', optional: true });
    expect(readOne(one, { [`${id}.what`]: 'Storm', [`${id}.likelihood`]: 'high' })).toEqual({
      q: { what: 'Storm', likelihood: 'high' },
    });
    expect(readOne(one, { [`${id}.what`]: 'none' })).toEqual({});
    expect(readOne(one, { [`${id}.impact`]: 'low' })).toEqual({ [`${id}.what`]: 'Say what could go wrong.' });
  });

  test('kudos name people or not', () => {
    const one = withQuestion('q', { type: 'kudos', optional: true });
    expect(readOne(one, { [`${id}.what`]: 'the rescue', [`${id}.to`]: ['tom'] })).toEqual({
      q: { to: ['tom'], what: 'the rescue' },
    });
    expect(readOne(one, { [`${id}.what`]: 'everybody, for the week' })).toEqual({
      q: { to: [], what: 'everybody, for the week' },
    });
  });

  test('every answer that is read can be edited and read again as it is', () => {
    const all = [
      question('text'),
      question('scale', { type: 'scale' }),
      question('number', { type: 'number' }),
      question('yes', { type: 'yes_no' }),
      question('people', { type: 'people' }),
      question('blocked', { type: 'blocker' }),
      question('waits', { type: 'dependency' }),
      question('risk', { type: 'risk' }),
      question('thanks', { type: 'kudos' }),
    ];
    const answers = {
      text: 'A',
      scale: 3,
      number: 2.5,
      yes: false,
      people: ['tom'],
      blocked: { what: 'No key', needs: ['ux'], when: { by: '2026-11-05' }, link: 'https://example.org/4' },
      waits: { on: 'ana', what: 'a draft', until: '2026-11-04' },
      risk: { what: 'Storm', likelihood: 'low', impact: 'high' },
      thanks: { to: ['raj'], what: 'the rescue' },
    } as const;
    const one = asked({ ritual: { ...sync, questions: all }, update: update('mia', answers) });
    const filled = Object.fromEntries(
      inputsOf(formFor([one], mia, NOW)).map(({ id: key, value }) => [key, value]),
    );
    expect(readOne(one, filled)).toEqual(answers);
  });
});
