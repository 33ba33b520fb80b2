import type { Section } from '../digest/material.ts';
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
} from '../message.ts';
import type { Digest, DigestLine } from '../record.ts';
import type { Team } from '../team.ts';
import { dateAt, instantAt, showDate } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { moment } from './moment.ts';

/** Where a line's source can be looked at, if anywhere. */
export type LinkTo = (source: string) => string | undefined;

const TITLES: Readonly<Record<Section, string>> = {
  changed: 'What changed',
  moved: 'What moved',
  blockers: 'Blockers',
  decisions: 'Decisions',
  actions: 'Actions',
  risks: 'New risks',
  participation: 'Taking part',
  next: 'Coming up',
};

/** The digest as stakeholders read it. */
export function presentDigest(digest: Digest, team: Team, linkTo: LinkTo = () => undefined): Message {
  const title = titleOf(digest, team);
  return message(
    title,
    heading(title),
    digest.late ? paragraph(`This digest comes late: it was due on ${showDate(digest.date)}.`) : undefined,
    bodyOf(digest, linkTo),
    note(
      `You get this because you are a stakeholder of ${team.name}. To stop it, ask ${nameOf(team, team.coordinator)}.`,
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
    bodyOf(digest, linkTo),
    buttons(buttonsOf(digest)),
    note(
      `You get this because you approve the digest of ${team.name}. The team file says who does, under “digest”.`,
    ),
  );
}

function titleOf(digest: Digest, team: Team): string {
  const day = (at: Instant) => showDate(dateAt(team.calendar.zone, at));
  return `${team.name}: digest, ${day(digest.from)} to ${day(digest.to)}`;
}

function bodyOf({ lines }: Digest, linkTo: LinkTo): Element[] {
  const shown = lines.filter(({ leftOut }) => !leftOut);
  return [...Map.groupBy(shown, ({ section }) => section)].flatMap(([section, own]) => [
    paragraph({ bold: isSection(section) ? TITLES[section] : section }),
    ...list(own.map((one) => lineText(one, linkTo))),
  ]);
}

function isSection(section: string): section is Section {
  return section in TITLES;
}

function lineText({ text, source }: DigestLine, linkTo: LinkTo): Text {
  const link = linkTo(source);
  return link ? [`${text} `, { link, text: 'source' }] : [text];
}

function standingOf({ state, approval, date }: Digest, team: Team, now: Instant): Text {
  const by = approval ? ` by ${nameOf(team, approval.by)}` : '';
  if (state === 'sent') return [`This was sent to the stakeholders${by}.`];
  if (state === 'held') return ['This is held back. It goes out only when somebody sends it.'];
  const at = moment(instantAt(team.calendar.zone, date, team.digest.at), now, team.calendar.zone);
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
  const send: Button = { id: 'digest.send', label: 'Send now', ...about, style: 'primary' };
  if (state === 'held') return [send];
  return state === 'sent' ? [] : [send, { id: 'digest.hold', label: 'Hold back', ...about }];
}
