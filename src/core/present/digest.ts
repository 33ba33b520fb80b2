import { lastCorrection, outWords } from '../digest/editing.ts';
import { digestWord, sendsAt } from '../digest/period.ts';
import { linesFor, readersWords } from '../digest/readers.ts';
import { titleOfSection } from '../digest/section.ts';
import { nameOf } from '../escalation/people.ts';
import {
  type Button,
  buttons,
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
import type { Digest, DigestLine } from '../record.ts';
import type { Audience, Team } from '../team.ts';
import { dateAt, showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { count, oneLine, sentence } from '../wording.ts';
import { moment } from './moment.ts';

/** Where a line's source can be looked at, if anywhere. */
export type LinkTo = (source: string) => string | undefined;

/** The digest as those who get it read it; `as` says what they are. */
export function presentDigest(
  digest: Digest,
  team: Team,
  as: Audience = 'stakeholders',
  linkTo: LinkTo = () => undefined,
): Message {
  const title = titleOf(digest, team);
  return message(
    title,
    heading(title),
    lateLine(digest),
    bodyOf(linesFor(digest, team, as), linkTo),
    buttons([askButton(digest)]),
    correctedNote(digest, team),
    note(whyItCame(team, as)),
  );
}

/** Several teams' digests for one reader: a line each, the worst first, and all of each behind a button. */
export function presentSeveral(shown: readonly { digest: Digest; team: Team; as: Audience }[]): Message {
  const worstFirst = shown.toSorted(
    (a, b) =>
      (b.digest.standing?.rank ?? 0) - (a.digest.standing?.rank ?? 0) ||
      a.team.name.localeCompare(b.team.name),
  );
  const teams = new Set(shown.map(({ team }) => team.id)).size;
  const title = teams > 1 ? `Digests of ${count(teams, 'team')}` : `Digests of ${shown[0]?.team.name ?? ''}`;
  const coordinators = [...new Set(shown.map(({ team }) => nameOf(team, team.coordinator)))];
  return message(
    title,
    heading(title),
    list(worstFirst.map((one) => lineOfTeam(one.digest, one.team))),
    worstFirst.flatMap(({ digest, team }) => moreButtons(digest, team)),
    note(
      `You get this because several teams tell you how they are. To stop one, ask ${coordinators.join(' or ')}.`,
    ),
  );
}

/** The digest as its approver sees it before it goes out, and what has become of it since. */
export function presentDigestPreview(
  digest: Digest,
  team: Team,
  now: Instant,
  linkTo: LinkTo = () => undefined,
): Message {
  const title = `Preview: ${titleOf(digest, team)}`;
  return message(
    title,
    heading(title),
    paragraph(standingOf(digest, team, now)),
    bodyOf(
      digest.lines.filter(({ leftOut }) => !leftOut),
      linkTo,
    ),
    outLines(digest, team),
    buttons(buttonsOf(digest)),
    correctedNote(digest, team),
    note(
      `You get this because you approve the digest of ${team.name}. The team file says who does, under “digest”.`,
    ),
  );
}

/** "Atlas: digest, Fri 30 Oct to Fri 6 Nov". */
export function titleOf(digest: Digest, team: Team): string {
  const day = (at: Instant) => showDate(dateAt(team.calendar.zone, at));
  return `${team.name}: ${digestWord(team, digest)}, ${day(digest.from)} to ${day(digest.to)}`;
}

function lateLine({ late, date }: Digest): Element | undefined {
  return late ? paragraph(`This digest comes late: it was due on ${showDate(date)}.`) : undefined;
}

function lineOfTeam(digest: Digest, team: Team): Text {
  const word = digest.ritual === undefined ? '' : ` (${digestWord(team, digest)})`;
  const late = digest.late ? ` It comes late: it was due on ${showDate(digest.date)}.` : '';
  const words = sentence(digest.standing?.words ?? 'the digest is here');
  return text({ bold: `${team.name}${word}:` }, ` ${words}${late}`);
}

/** What a button has room for, in characters. */
const LONGEST_LABEL = 70;

function moreButtons(digest: Digest, team: Team): Element[] {
  const about = { thing: `digest:${digest.id}`, epoch: 0 };
  const word = digest.ritual === undefined ? '' : `, ${digestWord(team, digest)}`;
  return buttons([
    { id: 'digest.more', label: oneLine(`${team.name}${word}: … more`, LONGEST_LABEL), ...about },
    { ...askButton(digest), label: oneLine(`Ask ${team.name}`, LONGEST_LABEL) },
  ]);
}

function askButton({ id }: Digest): Button {
  return { id: 'digest.ask', label: 'Ask the team', thing: `digest:${id}`, epoch: 0 };
}

function bodyOf(lines: readonly DigestLine[], linkTo: LinkTo): Element[] {
  return [...Map.groupBy(lines, ({ section }) => section)].flatMap(([section, own]) => [
    paragraph({ bold: titleOfSection(section) }),
    ...list(own.map((one) => lineText(one, linkTo))),
  ]);
}

function lineText({ text: words, source, corrected }: DigestLine, linkTo: LinkTo): Text {
  const link = linkTo(source);
  return text(words, corrected && ' (corrected)', ...(link ? [' ', { link, text: 'source' }] : []));
}

/** What was left out, for its approver alone. */
function outLines({ lines, state }: Digest, team: Team): Element[] {
  const out = lines.filter(({ leftOut }) => leftOut);
  if (out.length === 0 || state === 'sent') return [];
  return [
    paragraph({ bold: `${sentence(count(out.length, 'line')).slice(0, -1)} left out` }),
    ...list(out.map((one) => [`${one.text} – ${outWords(one, team)}`])),
  ];
}

function correctedNote(digest: Digest, team: Team): Element | undefined {
  const last = lastCorrection(digest);
  if (!last) return undefined;
  const gone = digest.lines.filter(({ corrected, leftOut }) => corrected && leftOut).length;
  const words = gone > 0 ? ` ${sentence(`${count(gone, 'line')} taken out`)}` : '';
  return note('Corrected on ', { time: last.at, as: 'both' }, ` by ${nameOf(team, last.by)}.${words}`);
}

function whyItCame(team: Team, as: Audience): string {
  const what = as === 'leadership' ? 'are among the leadership' : 'are a stakeholder';
  return `You get this because you ${what} of ${team.name}. To stop it, ask ${nameOf(team, team.coordinator)}.`;
}

function standingOf(digest: Digest, team: Team, now: Instant): Text {
  const { state, approval } = digest;
  const by = approval ? ` by ${nameOf(team, approval.by)}` : '';
  if (state === 'sent') return [`This was sent to ${readersWords(team)}${by}.`];
  if (state === 'held') return ['This is held back. It goes out only when somebody sends it.'];
  const at = moment(sendsAt(team, digest), now, team.calendar.zone);
  switch (team.digest.silence) {
    case 'send':
      return ['Please have a look. If you do nothing, it goes out at ', at, '.'];
    case 'numbers_only':
      return ['Please have a look. If you do nothing, only its numbers go out at ', at, '.'];
    case 'hold':
      return ['Please have a look. It waits for you: without your word it is held back at ', at, '.'];
  }
}

function buttonsOf({ id, state }: Digest): Button[] {
  const about = { thing: `digest:${id}`, epoch: 0 };
  if (state === 'sent') return [{ id: 'digest.openCorrect', label: 'Correct', ...about }];
  return [
    { id: 'digest.send', label: 'Send now', ...about, style: 'primary' },
    { id: 'digest.openWeek', label: 'Three lines', ...about },
    { id: 'digest.openEdit', label: 'Edit a line', ...about },
    { id: 'digest.openOut', label: 'Leave lines out', ...about },
    ...(state === 'held' ? [] : [{ id: 'digest.hold', label: 'Hold back', ...about }]),
  ];
}
