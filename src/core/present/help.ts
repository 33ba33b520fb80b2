import {
  type Element,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';

export interface CommandHelp {
  what: string;
  examples: readonly string[];
}

/** What each command does, by its verb; the order is the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandHelp>> = {
  standup: {
    what: 'Opens the form with everything you are asked now. You can also change your answers with it.',
    examples: ['/rondo standup', '/standup'],
  },
  escalate: {
    what: 'Tells the people who can help that something stops you. It climbs, level by level, until somebody resolves it. With its id you do everything else about it; “learned” finds what earlier ones taught.',
    examples: [
      '/escalate The staging database is down',
      '/escalate list',
      '/escalate mine',
      '/escalate atlas-12',
      '/escalate atlas-12 note The vendor has answered',
      '/escalate atlas-12 resolve Restarted the server',
      '/escalate learned staging disk',
    ],
  },
  raise: {
    what: 'Opens the form for a new blocker with your words in it, whatever they are.',
    examples: ['/rondo raise', '/rondo raise list view is broken'],
  },
  away: {
    what: 'Says that you are away: days, half days, or every week. You are not asked anything, and nobody is told why. Coordinators, leads and admins can say it for somebody of their team, who is told. “list” shows all of it and ends what is over.',
    examples: [
      '/rondo away',
      '/rondo away tomorrow afternoon',
      '/rondo away until friday',
      '/rondo away 2026-12-21 to 2026-12-24',
      '/rondo away every friday until march',
      '/rondo away @mia until friday',
      '/rondo away list',
    ],
  },
  back: {
    what: 'Ends your time away now. What is still to come stays; you see it and can end it one by one.',
    examples: ['/rondo back'],
  },
  rituals: {
    what: 'Shows what your team has in the next seven days, and who facilitates.',
    examples: ['/rondo rituals', '/rituals'],
  },
  duty: {
    what: 'Shows your turns and the team’s next ones, and why. “swap” asks somebody to exchange turns, “give” to take yours, “pass” hands it to the next in line, “take” volunteers, “undo” takes your last change back. Everything also works weeks ahead. Coordinators, leads and admins give turns of others at once.',
    examples: [
      '/rondo duty',
      '/rondo duty swap tom',
      '/rondo duty swap tom weekly-review 2026-12-04 2026-12-11',
      '/rondo duty pass 2026-12-04',
      '/rondo duty take weekly-review 2026-12-04',
      '/rondo duty give tom weekly-review 2026-12-04',
      '/rondo duty undo',
    ],
  },
  retro: {
    what: 'Shows what the next retro will talk about. With words, it puts them on the list.',
    examples: ['/retro', '/retro We wait too long for reviews'],
  },
  minutes: {
    what: 'Keeps what you say for the minutes of the meeting that is going on or announced.',
    examples: ['/rondo minutes We release on Friday'],
  },
  me: {
    what: 'Shows what is yours: what waits for your answer, your turns, your blockers and actions.',
    examples: ['/rondo me'],
  },
  actions: {
    what: 'Shows what is still to be done in your team, yours first: say that it is done, give it a new date, or take it off the list.',
    examples: ['/rondo actions'],
  },
  why: {
    what: 'Explains why you were asked, picked or skipped, or why a blocker is where it is.',
    examples: ['/rondo why', '/rondo why morning-sync', '/rondo why atlas-12'],
  },
  doctor: {
    what: 'Looks whether everybody in your team can be reached, and what is wrong at the moment.',
    examples: ['/rondo doctor'],
  },
  release: {
    what: 'For operators and admins: lets a team go on that was held because it was sent far too much at once.',
    examples: ['/rondo release atlas', '/rondo release atlas drop'],
  },
  pause: {
    what: 'For coordinators, leads and admins: nothing is sent to the team and its clocks stand still, until a day or until somebody resumes it.',
    examples: [
      '/rondo pause',
      '/rondo pause until monday',
      '/rondo pause atlas until 2026-12-28 Winter break',
      '/rondo pause all',
    ],
  },
  resume: {
    what: 'Lets a paused team go on. You choose what becomes of what was held: send, merge or drop.',
    examples: ['/rondo resume', '/rondo resume atlas', '/rondo resume all'],
  },
  help: { what: 'Shows this, or explains one command.', examples: ['/rondo help', '/rondo help away'] },
};

/** The help of one command, or of all when it is not named or not known. */
export function presentHelp(verb?: string): Message {
  const named = (verb ?? '').trim().replace(/^\//, '').toLowerCase();
  const one = Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
  return one ? oneCommand(named, one) : allCommands();
}

function allCommands(): Message {
  const items = Object.entries(COMMANDS).map(
    ([verb, { what }]): Text => [{ code: `/rondo ${verb}` }, `: ${what}`],
  );
  return message(
    'What Rondo can do for you',
    heading('What you can ask me'),
    list(items),
    paragraph('You can also answer my questions by writing to me, in your own words.'),
    note(
      'Examples of one command: ',
      { code: '/rondo help away' },
      '. Where commands cannot be typed, write ',
      { code: '@Rondo help' },
      '.',
    ),
  );
}

function oneCommand(verb: string, { what, examples }: CommandHelp): Message {
  const shown: Element[] = list(examples.map((example) => text({ code: example })));
  return message(
    `/rondo ${verb}`,
    heading(`/rondo ${verb}`),
    paragraph(what),
    paragraph('For example:'),
    shown,
  );
}
