import type { RitualKind } from '../core/ritual.ts';

interface Start {
  objective: string;
  agenda: readonly string[];
  /** Lines of the list of questions. */
  questions: readonly string[];
}

const BLOCKED = '{ id: blocked, ask: What is stopping you?, type: blocker, optional: true }';
const WAITING = '{ id: waiting, ask: Whom are you waiting for?, type: dependency, optional: true }';
const BETTER = '{ id: better, ask: What should we do differently?, type: text, optional: true }';

/** What a new ritual of each kind begins with, so that it can be tried at once and is easy to change. */
export const STARTS: Readonly<Record<RitualKind, Start>> = {
  standup: {
    objective: 'Everybody knows what moved, what is next and what is stuck.',
    agenda: ['What moved', 'What is next', 'What is stuck'],
    questions: [
      '{ id: done, ask: What moved since last time?, type: text, prefill: today }',
      '{ id: today, ask: What is next?, type: text }',
      BLOCKED,
    ],
  },
  checkin: {
    objective: 'We notice early when somebody needs help.',
    agenda: ['How it is going', 'Who needs help'],
    questions: [
      '{ id: going, ask: How is it going?, type: scale, from: 1, to: 5 }',
      '{ id: help, ask: What would help?, type: text, ask_if: { id: going, below: 3 } }',
      BLOCKED,
    ],
  },
  planning: {
    objective: 'Everybody knows what comes next and how we can tell that it worked.',
    agenda: ['What we want to reach', 'Who needs what from whom', 'What could get in the way'],
    questions: ['{ id: goal, ask: What has to be done next?, type: text, optional: true }', WAITING],
  },
  review: {
    objective: 'We see what we achieved and learn from it.',
    agenda: ['What got done', 'What we learned', 'One thing to do better'],
    questions: [
      '{ id: proud, ask: What got done that others should know of?, type: text, optional: true }',
      BETTER,
    ],
  },
  workshop: {
    objective: 'We leave with a decision that nobody could have made alone.',
    agenda: ['The question', 'Ideas', 'What we decide, and who does what'],
    questions: ['{ id: question, ask: What do you need an answer to?, type: text, optional: true }', WAITING],
  },
  retro: {
    objective: 'We keep what works and change what hurts.',
    agenda: ['What went well', 'What hurt, and why', 'What we change, and who does it'],
    questions: [
      '{ id: well, ask: What went well and should stay?, type: text, optional: true }',
      BETTER,
      '{ id: thanks, ask: Who helped you?, type: kudos, optional: true }',
    ],
  },
  duty: {
    objective: 'There is always one person who looks after it.',
    agenda: ['What whoever is on duty does'],
    questions: [],
  },
  digest: {
    objective: 'Stakeholders read in one message what happened and what comes next.',
    agenda: ['What was achieved', 'What is stuck', 'What comes next'],
    questions: [],
  },
};
