import { expect, test } from 'vitest';
import { renderForm } from '../../../../adapters/slack/render/form.ts';
import { renderHome, renderMessage } from '../../../../adapters/slack/render/message.ts';
import { formFor } from '../../../../src/core/answers.ts';
import { raiseForm } from '../../../../src/core/escalation/forms.ts';
import { FORMS } from '../../../../src/core/escalation/forms-more.ts';
import { presentEscalation } from '../../../../src/core/escalation/present.ts';
import type { Form } from '../../../../src/core/form.ts';
import type { Message } from '../../../../src/core/message.ts';
import { presentBoard } from '../../../../src/core/present/board.ts';
import { presentDigestPreview } from '../../../../src/core/present/digest.ts';
import { presentPrompt } from '../../../../src/core/present/prompt.ts';
import type { Digest } from '../../../../src/core/record.ts';
import * as atlas from '../../../core/escalation/atlas.ts';
import {
  asked,
  at,
  escalation,
  MONDAY,
  mia,
  prompt,
  round,
  sync,
  team,
} from '../../../core/present/scene.ts';
import { checkLimits } from '../limits.ts';
import { sketch } from './sketch.ts';

const how = {
  reader: { zone: 'Europe/Berlin' },
  people: (id: string) => (id === 'kim' ? undefined : `U0${id.toUpperCase()}`),
  names: (id: string) => `${id[0]?.toUpperCase()}${id.slice(1)}`,
  id: 'm1',
};

function shown(message: Message | { drop: string }): string {
  if ('drop' in message) throw new Error(message.drop);
  const rendered = renderMessage(message, how);
  expect(checkLimits(rendered)).toEqual([]);
  expect(checkLimits(renderHome(message, how))).toEqual([]);
  return `${rendered.text}\n\n${sketch(rendered.blocks)}`;
}

function dialog(form: Form): string {
  const view = renderForm(form, how);
  expect(checkLimits(view)).toEqual([]);
  return `${view.title.text} [${view.submit?.text}]\n\n${sketch(view.blocks)}`;
}

test('a prompt', () => {
  expect(shown(presentPrompt([asked()], mia, at('09:00')))).toMatchInlineSnapshot(`
    "Morning sync: 3 questions, open until 12:00

    Hi Mia, **Morning sync** is open until {12:00}.
    • What moved?
    • What is next?
    • What is stopping you? (optional)
    Use the form, or simply reply here in your own words.
    [Answer] [Nothing new] [I'm away today]
    (This came because you take part in Morning sync of Atlas. Off for a while: \`/rondo away\`. Anything else: \`/rondo help\`.)"
  `);
});

test('the board calls nobody', () => {
  const board = presentBoard(
    {
      team,
      date: MONDAY,
      rounds: [
        { round: round(), ritual: sync, prompts: [prompt('mia', { state: 'answered' }), prompt('tom')] },
      ],
      duties: [{ name: 'Quality champion', person: 'raj' }],
      away: [{ person: 'ana' }],
      escalations: [escalation(4, { raisedAt: at('09:00'), what: 'The *staging* database' })],
    },
    at('10:00'),
  );
  expect(shown(board)).toMatchInlineSnapshot(`
    "Atlas · Mon 2 Nov: 1 ritual, 1 open blocker

    # Atlas · Mon 2 Nov
    • {09:00} **Morning sync**: 1 of 2 answered, open until {12:00} · on duty: Tom
    **On duty:** Raj (Quality champion)
    **Away:** Ana
    **Open blockers:** 1
    • **atlas-4** · level 1 · since {Mon 2 Nov 09:00} · The *staging* database
    (This message keeps itself up to date. Everything else of this day is in its thread.)"
  `);
  expect(shown(board)).not.toContain('@U0');
});

test('an escalation at level 2, to one of those asked and in the channel', () => {
  const open = atlas.raised({ link: 'https://jira.example/A-1' }).state;
  const owned = atlas.act(open, 'kim', { do: 'acknowledge' }, atlas.at('2026-11-02 10:12')).state;
  const two = atlas.fire(owned, 'resolve', atlas.at('2026-11-02 17:00')).state;
  const card = (person?: string) =>
    presentEscalation('card', two, person ? { person } : {}, atlas.view(), atlas.at('2026-11-02 17:00'));
  expect(shown(card('ivo'))).toMatchInlineSnapshot(`
    "atlas-1: your help is needed: The staging database is down

    Can you help? If you take it, nobody else is asked.
    # atlas-1 · Level 2, mediation
    > The staging database is down
    — Raj
    | *Why here*: The time of level 1 (team) has passed.
    | *Owner*: nobody yet
    | *Asked*: <@U0IVO>
    | *Answer by*: <!date^1793700000^{date_short} {time}|Tue 3 Nov 11:00>
    | *Resolve by*: <!date^1793721600^{date_short} {time}|Tue 3 Nov 17:00>
    | *Next*: Level 3, leadership: Dana
    | *Link*: <https://jira.example/A-1|https://jira.example/A-1>
    Outsiders read: nothing new yet. This waits for somebody’s look: “Something is stopping team Atlas.”
    [I take it] [Resolve] [Escalate] [More…]
    (You get this because you are asked at level 2 (mediation). It stops when it is resolved or cancelled.)"
  `);
  expect(shown(card())).toMatchInlineSnapshot(`
    "atlas-1: The staging database is down

    # atlas-1 · Level 2, mediation
    > The staging database is down
    — Raj
    | *Why here*: The time of level 1 (team) has passed.
    | *Owner*: nobody yet
    | *Asked*: <@U0IVO>
    | *Answer by*: <!date^1793700000^{date_short} {time}|Tue 3 Nov 11:00>
    | *Resolve by*: <!date^1793721600^{date_short} {time}|Tue 3 Nov 17:00>
    | *Next*: Level 3, leadership: Dana
    | *Link*: <https://jira.example/A-1|https://jira.example/A-1>
    [I take it] [Resolve] [Escalate] [More…]
    (This is here because the policy of Atlas tells this channel. It stops when it is resolved or cancelled.)"
  `);
});

test('the preview of a digest', () => {
  const digest: Digest = {
    id: 'atlas/2026-11-06',
    team: 'atlas',
    date: '2026-11-06',
    from: at('16:00', '2026-10-30'),
    to: at('16:00', '2026-11-06'),
    state: 'preview',
    late: false,
    lines: [
      { section: 'changed', text: 'Tom: the schema is agreed', source: 'update:1' },
      { section: 'risks', text: 'The vendor <may> be late', source: 'risk:1' },
    ],
    version: 1,
  };
  expect(shown(presentDigestPreview(digest, team, at('10:00', '2026-11-06')))).toMatchInlineSnapshot(`
    "Preview: Atlas: digest, Fri 30 Oct to Fri 6 Nov

    # Preview: Atlas: digest, Fri 30 Oct to Fri 6 Nov
    Please have a look. If you do nothing, it goes out at {16:00}.
    **What changed**
    • Tom: the schema is agreed
    **New risks**
    • The vendor <may> be late
    [Send now] [Three lines] [Edit a line] [Leave lines out] [Hold back]
    (You get this because you approve the digest of Atlas. The team file says who does, under “digest”.)"
  `);
});

test('the forms', () => {
  expect(dialog(formFor([asked()], mia, at('09:30')))).toMatchInlineSnapshot(`
    "Morning sync [Send]

    Open until {Mon 2 Nov 12:00}.
    _ What moved? * <plain_text_input>
    _ What is next? * <plain_text_input>
    _ What is stopping you? <plain_text_input> Leave it empty, or write “none”, if nothing is.
    _ Who can help? <checkboxes>
    _ When do you need it? <static_select>
    _ By which date? <datepicker>
    _ Link <plain_text_input>"
  `);
  expect(dialog(raiseForm(team, 'The key is missing', at('09:30')))).toMatchInlineSnapshot(`
    "What is stopping you? [Raise]

    _ What is stopping you? * <plain_text_input>
    _ Who can help? <multi_static_select>
    _ When do you need it? <static_select>
    _ By which date? <datepicker>
    _ Link <plain_text_input>
    _ Line for outsiders <plain_text_input> What people outside the team read from level 2 on, without names. Left empty: only that something stops the team.
    _ Keep it private <checkboxes>
    A private one is read by you, Ivo and the people you pick above; a role picked above does not count. Level 1 asks Ivo. Level 2 asks Ivo. Level 3 asks Ivo. Everybody else only sees that there is one more."
  `);
  const opening = {
    escalation: atlas.raised().state,
    view: atlas.view(),
    now: atlas.MONDAY,
    person: 'tom',
  };
  for (const form of Object.values(FORMS)) dialog(form(opening));
});
