import type { HomeView, KnownBlock, ModalView } from '@slack/web-api';
import type { Reply } from '../../../src/core/decision.ts';
import { buttons, type Message, message, paragraph, type Text, text } from '../../../src/core/message.ts';
import { notSaved } from '../../../src/core/present/notice.ts';
import { plainText } from '../../../src/core/present/plain.ts';
import { renderErrors } from '../render/errors.ts';
import { renderForm } from '../render/form.ts';
import { LIMITS } from '../render/limits.ts';
import { renderHome, renderWhole } from '../render/message.ts';
import type { Audience } from '../render/spans.ts';
import { neutralLine } from '../render/words.ts';
import type { Deed } from './deed.ts';
import { sayAgain } from './say-again.ts';

/** A message only the person sees. */
export interface Told {
  /** What notifications show. */
  text: string;
  blocks: KnownBlock[];
}

/** What is called once the request has been acknowledged. */
export type Step =
  | { step: 'open'; view: ModalView; trigger: string }
  | { step: 'publish'; view: HomeView }
  | { step: 'tell'; told: Told[] };

/** How a reply reaches the one who asked: with the acknowledgement, after it, or both. */
export interface Answer {
  acknowledge?: object;
  after?: Step;
}

/** The answer to what somebody did. Throws `RangeError` when a form is too long for Slack. */
export function answerTo(deed: Deed, reply: Reply, audience: Audience): Answer {
  if (deed.way === 'home') return { after: { step: 'publish', view: homeWith(deed, reply, audience) } };
  switch (reply.reply) {
    case 'form':
      return opened(deed, reply.form, audience);
    case 'invalid':
      return deed.way === 'submit'
        ? { acknowledge: renderErrors(reply.errors, deed.view) }
        : spoken(deed, said([Object.values(reply.errors).join(' ')], audience), audience);
    case 'refused':
      return deed.way === 'submit'
        ? { acknowledge: renderErrors({ '': wordsOf(reply.text, audience) }, deed.view) }
        : spoken(deed, said(reply.text, audience), audience);
    case 'said':
      return reply.text.length === 0 || (reply.shown && deed.way === 'submit')
        ? {}
        : spoken(deed, said(reply.text, audience), audience);
    case 'message':
      return spoken(deed, reply.message, audience);
  }
}

/** The answer when nothing could be committed in time. */
export function notSavedYet(deed: Deed, audience: Audience): Answer {
  return deed.way === 'home' ? {} : answerTo(deed, notSaved(), audience);
}

/** What is told when the commit came after the person had read that nothing was saved; nothing where that is still true. */
export function savedAfterAll(deed: Deed, reply: Reply, audience: Audience): Answer {
  if (deed.way === 'home') return answerTo(deed, reply, audience);
  // The acknowledgement has gone: all of it is told.
  const later: Deed = { ...deed, way: 'other' };
  if (reply.reply === 'message') return spoken(later, reply.message, audience);
  if (reply.reply !== 'said') return {};
  const words = text('That took long, but it was saved after all. No need to send it again. ', reply.text);
  return spoken(later, said(words, audience), audience);
}

/** Said when a dialog did not open. */
export function notOpened(expired: boolean, audience: Audience): Step {
  const why = expired
    ? 'That took a moment too long, so Slack did not open the form. Please do it again.'
    : 'Slack did not open the form. Please try again in a moment.';
  return { step: 'tell', told: toldAs(said([why], audience), audience) };
}

/** Said when an answer cannot be shown; what was done stays done. */
export function notShown(audience: Audience): Step {
  const words =
    'Something went wrong while I was about to answer. Whoever runs Rondo here finds it in the log.';
  return { step: 'tell', told: toldAs(said([words], audience), audience) };
}

function opened(deed: Deed, form: Parameters<typeof renderForm>[0], audience: Audience): Answer {
  const { channel, link } = deed.command;
  const view = renderForm(form, { ...audience, channel, link });
  if (deed.way === 'submit') return { acknowledge: { response_action: 'update', view } };
  if (deed.trigger !== undefined) return { after: { step: 'open', view, trigger: deed.trigger } };
  const { act } = deed.command;
  const button = act.act === 'say' ? sayAgain(form.title, act.text) : undefined;
  if (button) {
    const words: Text = ['There is a form for this. Slack opens it from a button.'];
    return spoken(deed, message(wordsOf(words, audience), paragraph(words), buttons([button])), audience);
  }
  const words: Text = ['I have a form for this, and Slack opens one only from a command or a button. Try '];
  return spoken(deed, said([...words, { code: '/rondo help' }, '.'], audience), audience);
}

/** A slash command is answered by its acknowledgement, as far as one message reaches. */
function spoken(deed: Deed, words: Message, audience: Audience): Answer {
  const told = toldAs(words, audience);
  if (deed.way !== 'slash') return { after: { step: 'tell', told } };
  const [first, ...rest] = told;
  return {
    acknowledge: { response_type: 'ephemeral', ...first },
    ...(rest.length > 0 ? { after: { step: 'tell', told: rest } } : {}),
  };
}

function toldAs(words: Message, audience: Audience): Told[] {
  const line = neutralLine(words.summary, LIMITS.fallback) || '–';
  return renderWhole(words, audience).map((blocks) => ({ text: line, blocks }));
}

function said(words: Text, audience: Audience): Message {
  return message(wordsOf(words, audience), paragraph(words));
}

function wordsOf(words: Text, { reader, names }: Audience): string {
  return plainText(words, reader.zone, (person) => names(person) ?? person);
}

function homeWith(deed: Deed, reply: Reply, audience: Audience): HomeView {
  const words =
    reply.reply === 'message'
      ? reply.message
      : said(reply.reply === 'said' || reply.reply === 'refused' ? reply.text : [NOTHING], audience);
  return renderHome(words, { ...audience, id: `home/${deed.command.user}` });
}

const NOTHING = 'There is nothing to show here at the moment.';
