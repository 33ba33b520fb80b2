import { type Message, message, note, paragraph } from '../message.ts';

/** A link into the pages, or what has become of it. `address` is left out once it is of no more use. */
export function presentWay(address: string | undefined, asked: boolean): Message {
  if (address === undefined)
    return message(
      'Your way in',
      paragraph(
        'This link was used, or its ten minutes are over. ',
        { code: '/rondo dashboard' },
        ' gives you a new one.',
      ),
    );
  return message(
    'Your way in to the dashboard',
    paragraph(
      { link: address, text: 'Open the dashboard' },
      '. The link is good for ten minutes and for one time. Please do not pass it on: whoever opens it comes in as you.',
    ),
    asked
      ? note(
          'You get this because somebody asked for it with a browser that you have used before. If that was not you, leave it: nobody comes in without this link.',
        )
      : undefined,
  );
}
