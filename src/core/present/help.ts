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
    what: 'Opens the form with everything you are asked now. You can also change your answers with it. “status” shows how far today’s rounds are.',
    examples: ['/rondo standup', '/standup', '/standup status'],
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
  calendar: {
    what: 'Gives you private addresses of your own calendar and your teams’, for your calendar program. “new” replaces them, “off” ends them.',
    examples: ['/rondo calendar', '/rondo calendar new', '/rondo calendar off'],
  },
  dashboard: {
    what: 'Gives you a link to your team’s pages, good for ten minutes and one time. With a page, it leads there.',
    examples: ['/rondo dashboard', '/rondo dashboard escalations'],
  },
  rituals: {
    what: 'Shows what comes for you and your team in the next seven days, and who facilitates. With a ritual, where its settings come from. “run”, “skip” and “move” change one round; you can undo it.',
    examples: [
      '/rituals',
      '/rituals morning-sync',
      '/rituals run morning-sync before the release',
      '/rituals skip morning-sync tomorrow everybody is at the summit',
      '/rituals move weekly-review friday to monday 14:00 the room is taken',
    ],
  },
  duty: {
    what: 'Shows your turns and the team’s next ones, and why. “swap” asks somebody to exchange turns, “give” to take yours, “pass” hands it to the next in line, “take” volunteers, “skip me” leaves you out for a while, “undo” takes your last change back. “note” tells the next one something, “ledger” shows who had how many turns. Everything also works weeks ahead. Coordinators, leads and admins do all of it for others, at once.',
    examples: [
      '/rondo duty',
      '/rondo duty swap tom',
      '/rondo duty swap tom weekly-review 2026-12-04 2026-12-11',
      '/rondo duty pass 2026-12-04',
      '/rondo duty pass tom 2026-12-04',
      '/rondo duty skip me 2026-12-01 to 2026-12-11',
      '/rondo duty unskip',
      '/rondo duty note The demo is on Thursday',
      '/rondo duty ledger',
      '/rondo duty take weekly-review 2026-12-04',
      '/rondo duty give tom weekly-review 2026-12-04',
      '/rondo duty undo',
    ],
  },
  report: {
    what: 'Shows a team’s numbers of the last whole month beside those of the one before, and what changed most. Also “week” and “quarter”; “this month” is the one that goes on. For leads, coordinators and admins.',
    examples: ['/rondo report', '/rondo report week', '/rondo report this month'],
  },
  digest: {
    what: 'Shows the newest digest. “correct” changes a line of one that was sent, wherever it was posted: for the approver, the coordinator and leads.',
    examples: ['/rondo digest', '/rondo digest correct', '/rondo digest correct monthly-report'],
  },
  figure: {
    what: 'Keeps a number from outside, like defects, rework or releases, for reports. Say it again to correct it. For whoever has the quality champion’s duty, coordinators and leads.',
    examples: ['/rondo figure defects 3', '/rondo figure releases 1 2026-10-30', '/rondo figure'],
  },
  token: {
    what: 'Tokens that let programs read what your team has; each is shown once. For coordinators, leads and admins.',
    examples: ['/rondo token', '/rondo token new dashboard read:metrics', '/rondo token off dashboard'],
  },
  hook: {
    what: 'Hooks tell other programs that something has happened in your team, never what somebody wrote. For coordinators, leads and admins.',
    examples: [
      '/rondo hook',
      '/rondo hook new https://example.com/rondo raised resolved',
      '/rondo hook off 1',
    ],
  },
  retro: {
    what: 'Shows the retro that is going on, and what the next one will talk about. With words, it puts them on the list. “start” begins one now: for the lead, the coordinator, admins and whoever facilitates.',
    examples: [
      '/retro',
      '/retro We wait too long for reviews',
      '/retro start',
      '/retro start sailboat',
      '/retro start columns Good, Bad, Ideas',
    ],
  },
  start: {
    what: 'Starts the meeting that is announced, also ahead of its time. For whoever facilitates, the coordinator, the lead and admins.',
    examples: ['/rondo start'],
  },
  end: {
    what: 'Ends the meeting and publishes its minutes. You say what was covered; the rest is carried to the next round. “now” asks nothing.',
    examples: ['/rondo end', '/rondo end now'],
  },
  note: {
    what: 'Keeps a note for the minutes of the meeting that is announced, going on, or over for less than half an hour.',
    examples: ['/rondo note The vendor answers on Monday'],
  },
  decide: {
    what: 'Keeps a decision of that meeting.',
    examples: ['/rondo decide We release on Fridays'],
  },
  action: {
    what: 'Keeps an action of that meeting. Without a name it is yours; without a day it is due at the next round.',
    examples: ['/rondo action Order the keys', '/rondo action @tom Order the keys by friday'],
  },
  minutes: {
    what: 'Shows what you have kept of the meeting, to take it back. With words, it keeps a note.',
    examples: ['/rondo minutes', '/rondo minutes We release on Friday'],
  },
  decisions: {
    what: 'Finds what your team has decided, by words in any order.',
    examples: ['/rondo decisions', '/rondo decisions release friday'],
  },
  'go-live': {
    what: 'Ends the rehearsal of a new team: from now on everybody gets what is theirs.',
    examples: ['/rondo go-live'],
  },
  rehearse: {
    what: 'Begins a rehearsal: everything that the team would be told goes to you, until you say “/rondo go-live”.',
    examples: ['/rondo rehearse'],
  },
  archive: {
    what: 'Archives your team: no new rounds; its history can still be read, and its coordinator gets a list of what is open.',
    examples: ['/rondo archive'],
  },
  me: {
    what: 'Shows what is yours: what waits for your answer, your turns, blockers and actions, your times, and what is stored about you. “zone”, “hours” and “quiet” set your times, “reset” takes that back, “data” shows everything stored.',
    examples: [
      '/rondo me',
      '/rondo me zone Europe/Lisbon',
      '/rondo me hours mon-fri 09:00-17:00',
      '/rondo me quiet 20:00-08:00',
      '/rondo me data',
    ],
  },
  leaves: {
    what: 'Somebody leaves the team: shows all they hold, with who could take each thing, and hands it over on a day. For themselves, the coordinator, leads and admins.',
    examples: ['/rondo leaves', '/rondo leaves @tom', '/rondo leaves @tom 2026-12-01'],
  },
  actions: {
    what: 'Shows what is still to be done in your team, yours first: say that it is done, give it a new date, hand it over, or take it off the list.',
    examples: ['/rondo actions', '/rondo actions mine'],
  },
  objectives: {
    what: 'Shows what your team wants to have done this week: add, change, take over or drop one, confirm the week, say what became of it.',
    examples: ['/rondo objectives'],
  },
  dependencies: {
    what: 'Shows who waits for whom, for what and until when. Either side can say that it is over.',
    examples: ['/rondo dependencies'],
  },
  risks: {
    what: 'Shows what could go wrong, gravest first: assess it, close it, or raise it as a blocker when it has happened.',
    examples: ['/rondo risks'],
  },
  learned: {
    what: 'Keeps what your team has learned; “pattern:” marks what worked. “find” looks for it again, and in what blockers taught.',
    examples: [
      '/rondo learned',
      '/rondo learned We test on a real phone first',
      '/rondo learned pattern: Two people at each release',
      '/rondo learned find release phone',
    ],
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
