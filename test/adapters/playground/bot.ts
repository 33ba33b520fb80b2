import type { Playground } from '../../../adapters/playground/chat.ts';
import type { SettableClock, Stepper } from '../../../adapters/playground/clock.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Reply } from '../../../src/core/decision.ts';
import type { Form } from '../../../src/core/form.ts';
import type { Message } from '../../../src/core/message.ts';
import { HOUR, type Instant, MINUTE } from '../../../src/core/time.ts';
import type { Commands } from '../../../src/ports.ts';

export interface Job {
  at: Instant;
  what: string;
  run: () => Promise<unknown>;
}

/** Just enough of a bot to talk to: one morning of one team. */
export function smallBot(
  playground: Playground,
  clock: SettableClock,
): Commands & Stepper & { jobs: Job[]; restart(): void } {
  const jobs: Job[] = [];
  const channel = { workspace: 'playground', to: { channel: '#atlas' } };
  const team = { zone: 'Europe/Berlin' };
  let board: string | undefined;

  const morning = async () => {
    board = await playground.send(channel, boardWith(0), { id: 'board', reader: team });
    for (const user of ['u-mia', 'u-tom']) {
      await playground.send({ workspace: 'playground', to: { user } }, prompt(), {
        id: `ask ${user}`,
        reader: team,
      });
    }
  };
  const blocker = () => playground.send(channel, card(1, false), { id: 'card', reader: team });

  function restart(): void {
    const start = clock.now();
    jobs.splice(
      0,
      jobs.length,
      { at: start + 30 * MINUTE, what: 'Morning sync asks Mia and Tom', run: morning },
      { at: start + 2 * HOUR, what: 'a blocker reaches level 2', run: blocker },
    );
  }
  restart();

  return {
    jobs,
    restart,
    next: async () => jobs[0]?.at,
    settle: async () => {
      while (jobs[0] && jobs[0].at <= clock.now()) await jobs.shift()?.run();
    },
    handle: (command) => answer(command, playground, () => board),
  };
}

async function answer(
  command: Command,
  playground: Playground,
  board: () => string | undefined,
): Promise<Reply> {
  const { act } = command;
  if (act.act === 'say') return { reply: 'said', text: ['I heard: ', { bold: act.text }] };
  if (act.act === 'slash') return act.name === 'standup' ? { reply: 'form', form: standup() } : why(act.text);
  if (act.act === 'press') return press(act, playground);
  if (act.act === 'home') return { reply: 'said', text: ['This is home.'] };
  if (!act.values.today) return { reply: 'invalid', errors: { today: 'Please write a line about today.' } };
  const ref = board();
  const to = { workspace: 'playground', to: { channel: '#atlas' } };
  if (ref) {
    await playground.edit(to, ref, boardWith(1), { id: 'board', reader: { zone: 'Europe/Berlin' } });
    const update = updateOf(String(act.values.today));
    await playground.send({ ...to, under: ref }, update, { id: 'update', reader: { zone: 'Europe/Berlin' } });
  }
  return { reply: 'said', text: ['Thank you, that is in. You can edit it until ', { bold: '11:00' }, '.'] };
}

async function press(act: Extract<Command['act'], { act: 'press' }>, playground: Playground): Promise<Reply> {
  if (act.button === 'answer') return { reply: 'form', form: standup() };
  if (act.epoch !== 1) return { reply: 'refused', text: ['That has changed in the meantime.'] };
  const posted = playground.posted.find((one) => one.id === 'card');
  if (posted) {
    const reader = { zone: 'Europe/Berlin' };
    await playground.edit(posted.to, posted.ref, card(2, true), { id: 'card', reader });
  }
  return { reply: 'said', text: ['You look after it now. The others were told.'] };
}

function why(text: string): Reply {
  return {
    reply: 'message',
    message: {
      summary: 'Why this came to you',
      elements: [
        { element: 'text', text: [`You asked: ${text}.`] },
        { element: 'list', items: [['You are in ', { channel: '#atlas' }], ['Today you are on duty']] },
      ],
    },
  };
}

function boardWith(answers: number): Message {
  return {
    summary: 'Atlas today',
    elements: [
      { element: 'heading', text: 'Atlas, Monday 2 November' },
      {
        element: 'fields',
        fields: [
          { label: 'On duty', value: [{ person: 'mia' }] },
          { label: 'Away', value: ['nobody'] },
          {
            label: 'Morning sync',
            value: [
              `${answers} of 5 answers, closes `,
              { time: Date.parse('2026-11-02T10:00:00Z'), as: 'time' },
            ],
          },
          { label: 'Open blockers', value: ['1'] },
        ],
      },
      { element: 'note', text: ['This message is kept up to date. Everything else is in its thread.'] },
    ],
  };
}

function prompt(): Message {
  return {
    summary: 'Your update for Morning sync',
    elements: [
      {
        element: 'text',
        text: [
          'Good morning! It is time for ',
          { bold: 'Morning sync' },
          ' of Atlas, until ',
          { time: Date.parse('2026-11-02T10:00:00Z'), as: 'both' },
          '.',
        ],
      },
      {
        element: 'buttons',
        buttons: [
          { id: 'answer', label: 'Give my update', thing: 'prompt:atlas/1', epoch: 1, style: 'primary' },
          {
            id: 'skip',
            label: 'Skip today',
            thing: 'prompt:atlas/1',
            epoch: 1,
            confirm: 'Skip today? Your team sees no answer of yours.',
          },
        ],
      },
      {
        element: 'note',
        text: [
          'You get this because you take part in Morning sync. Write ',
          { code: '/rondo away' },
          ' to pause it.',
        ],
      },
    ],
  };
}

export function card(epoch: number, acknowledged: boolean): Message {
  return {
    summary: acknowledged ? 'Blocker 12: Ivo looks after it' : 'Blocker 12 needs somebody',
    elements: [
      { element: 'heading', text: 'Blocker 12 is at level 2' },
      {
        element: 'quote',
        text: 'The staging database is read-only since the migration.\nNobody can deploy.',
        by: 'raj',
      },
      {
        element: 'fields',
        fields: [
          { label: 'Raised by', value: [{ person: 'raj' }] },
          { label: 'Looks after it', value: acknowledged ? [{ person: 'ivo' }] : ['nobody yet'] },
          { label: 'Answer by', value: [{ time: Date.parse('2026-11-02T11:30:00Z'), as: 'time' }] },
          { label: 'Solve by', value: [{ time: Date.parse('2026-11-03T11:30:00Z'), as: 'both' }] },
        ],
      },
      {
        element: 'buttons',
        buttons: [
          {
            id: 'acknowledge',
            label: 'I look after it',
            thing: 'escalation:atlas-12',
            epoch,
            style: 'primary',
          },
          { id: 'resolve', label: 'It is solved', thing: 'escalation:atlas-12', epoch },
          {
            id: 'cancel',
            label: 'Call it off',
            thing: 'escalation:atlas-12',
            epoch,
            style: 'danger',
            confirm: 'Call off blocker 12? Everybody who was told hears of it.',
          },
        ],
      },
    ],
  };
}

function updateOf(today: string): Message {
  return {
    summary: 'Mia: update',
    elements: [
      { element: 'text', text: [{ bold: 'Mia Sommer' }] },
      { element: 'fields', fields: [{ label: 'Today', value: [today] }] },
    ],
  };
}

/** A form with every kind of input. */
function standup(): Form {
  const choices = ['great', 'fine', 'so-so', 'bad'].map((value) => ({ value, label: value }));
  const cities = ['Berlin', 'Lisbon', 'New York', 'Pune', 'Prague', 'Paris', 'Rome'].map((name) => ({
    value: name,
    label: name,
  }));
  const team = [
    { value: 'tom', label: 'Tom Okafor' },
    { value: 'ana', label: 'Ana Lindqvist' },
    { value: 'raj', label: 'Raj Patel' },
  ];
  return {
    id: 'update',
    title: 'Morning sync, Monday 2 November',
    submit: 'Send',
    thing: 'prompt:atlas/1',
    epoch: 1,
    parts: [
      { part: 'text', text: ['Your team reads this in ', { channel: '#atlas' }, '.'] },
      {
        part: 'input',
        input: {
          id: 'yesterday',
          label: 'What got done?',
          optional: true,
          input: 'text',
          value: 'The map view',
        },
      },
      {
        part: 'input',
        input: {
          id: 'today',
          label: 'What is next?',
          hint: 'One or two lines are enough.',
          optional: false,
          input: 'text',
          limit: 500,
        },
      },
      {
        part: 'input',
        input: { id: 'mood', label: 'How are you?', optional: true, input: 'select', choices },
      },
      { part: 'heading', text: 'Something in your way?' },
      { part: 'input', input: { id: 'what', label: 'What is it?', optional: true, input: 'line' } },
      {
        part: 'input',
        input: { id: 'needs', label: 'Who can help?', optional: true, input: 'people', choices: team },
      },
      { part: 'input', input: { id: 'by', label: 'Needed by', optional: true, input: 'date' } },
      {
        part: 'input',
        input: { id: 'where', label: 'Where are you?', optional: true, input: 'select', choices: cities },
      },
      { part: 'input', input: { id: 'hours', label: 'Hours left', optional: true, input: 'number' } },
      {
        part: 'input',
        input: { id: 'tags', label: 'About', optional: true, input: 'multi', choices: choices.slice(0, 2) },
      },
      {
        part: 'input',
        input: { id: 'private', label: 'Only for the lead', optional: true, input: 'checkbox' },
      },
    ],
  };
}
