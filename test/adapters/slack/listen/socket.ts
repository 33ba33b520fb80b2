import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** Slack's side of Socket Mode: says hello to whoever connects, sends envelopes, and gives each one's acknowledgement. */
export async function socketServer() {
  let connection: Duplex | undefined;
  const waiting = new Map<string, (payload: unknown) => void>();
  const server = createServer();
  server.on('upgrade', ({ headers }, socket) => {
    const key = createHash('sha1')
      .update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
    );
    connection = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      for (const words of framesIn(bytes)) hear(words);
    });
    write({ type: 'hello' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    connection?.destroy();
    server.close();
  });

  function hear(words: string): void {
    const { envelope_id, payload } = JSON.parse(words);
    waiting.get(envelope_id)?.(payload);
  }

  function write(message: object): void {
    const bytes = Buffer.from(JSON.stringify(message));
    const head =
      bytes.length < 126 ? [0x81, bytes.length] : [0x81, 126, bytes.length >> 8, bytes.length & 255];
    connection?.write(Buffer.concat([Buffer.from(head), bytes]));
  }

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Sends an envelope; gives what it was acknowledged with. */
    send(envelope: { type: string; envelope_id: string; payload: object }): Promise<unknown> {
      return new Promise((resolve) => {
        waiting.set(envelope.envelope_id, resolve);
        write(envelope);
      });
    },
  };
}

/** The texts of masked frames that came together. */
function framesIn(bytes: Buffer): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const kind = (bytes[at] ?? 0) & 15;
    const short = (bytes[at + 1] ?? 0) & 127;
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    const start = at + (short === 126 ? 4 : 2);
    const mask = bytes.subarray(start, start + 4);
    const body = bytes.subarray(start + 4, start + 4 + length);
    if (kind === 1) found.push(body.map((byte, i) => byte ^ (mask[i % 4] ?? 0)).toString());
    at = start + 4 + length;
  }
  return found;
}
