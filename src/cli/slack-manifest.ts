import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { loadConfig } from '../config.ts';
import { Refused } from './definitions.ts';

const FILE = join(import.meta.dirname, '..', '..', 'manifest.yml');

/** Prints the manifest of the Slack app: as it is for Socket Mode, or with the addresses under `url` for HTTP. */
export function slackManifest({ url, socket }: { url?: string; socket?: true }): void {
  const text = readFileSync(FILE, 'utf8');
  const address = socket ? undefined : (url ?? loadConfig().url);
  console.log((address === undefined ? text : overHttp(text, address)).trimEnd());
}

/** Comments and order stay; every command, the events and the clicks go to one address. */
export function overHttp(manifest: string, url: string): string {
  if (!/^https:\/\/[^\s/]+/.test(url))
    throw new Refused(`Slack sends to https:// addresses only, and this is “${url}”.`);
  const base = `${url.replace(/\/+$/, '')}/slack`;
  const document = parseDocument(manifest);
  const commands = document.getIn(['features', 'slash_commands']);
  const count = isList(commands) ? commands.items.length : 0;
  for (let index = 0; index < count; index += 1)
    document.setIn(['features', 'slash_commands', index, 'url'], `${base}/commands`);
  document.setIn(['settings', 'event_subscriptions', 'request_url'], `${base}/events`);
  document.setIn(['settings', 'interactivity', 'request_url'], `${base}/interactive`);
  document.setIn(['settings', 'socket_mode_enabled'], false);
  return document.toString({ lineWidth: 0 });
}

function isList(node: unknown): node is { items: unknown[] } {
  return typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items);
}
