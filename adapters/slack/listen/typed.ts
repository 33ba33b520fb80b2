import type { PersonId } from '../../../src/core/team.ts';

const TOKEN = /<([^<>]+)>|&(amp|lt|gt);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/** What a person typed, as plain words. People become `@` and the person's id where we know them, else their name in
 * Slack; channels `#name`; links their address; `<!channel>` and its like `@channel`, which calls nobody.
 * https://docs.slack.dev/messaging/formatting-message-text */
export function typedWords(text: string, personOf: (user: string) => PersonId | undefined): string {
  return text.replace(TOKEN, (_, token: string | undefined, entity: string) =>
    token === undefined ? (ENTITIES[entity] ?? '') : plainToken(token, personOf),
  );
}

function plainToken(token: string, personOf: (user: string) => PersonId | undefined): string {
  const [, target = '', label = ''] = token.match(/^([^|]*)\|?(.*)$/s) ?? [];
  const name = unescaped(label);
  const rest = unescaped(target.slice(1));
  if (target.startsWith('@')) return `@${personOf(rest) ?? (plainName(name) || rest)}`;
  if (target.startsWith('#')) return `#${plainName(name) || rest}`;
  if (target.startsWith('!')) return name || `@${rest.replace(/\^.*$/s, '')}`;
  return unescaped(target).replace(/^(mailto|tel):/, '');
}

function plainName(label: string): string {
  return label.replace(/^[@#]/, '');
}

function unescaped(words: string): string {
  return words.replace(/&(amp|lt|gt);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}
