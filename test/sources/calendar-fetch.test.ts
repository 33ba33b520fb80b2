import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { isPublicAddress } from '../../src/sources/calendar-address.ts';
import { fetchGuarded, type Limits } from '../../src/sources/calendar-fetch.ts';

/** The tests' own machine may be called. */
const here: Limits = { reachable: (address) => address === '127.0.0.1' };

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}

const get = (url: string, limits = here, before = {}) => fetchGuarded(url, before, limits);

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'example.com',
  '',
])('%s is no public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1', '2606:4700::1111'])(
  '%s is',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('a calendar is read with its stamps, and asked for anew only if it changed', async () => {
  const asked: unknown[] = [];
  const url = await serve((request, response) => {
    asked.push(request.headers['if-none-match']);
    if (request.headers['if-none-match']) return response.writeHead(304).end();
    return response.writeHead(200, { etag: '"1"' }).end('BEGIN:VCALENDAR');
  });
  expect(await get(url)).toEqual({ state: 'read', text: 'BEGIN:VCALENDAR', stamp: { etag: '"1"' } });
  expect(await get(url, here, { etag: '"1"' })).toEqual({ state: 'same' });
  expect(asked).toEqual([undefined, '"1"']);
});

test.each([
  'http://127.0.0.1:1/secret.ics',
  'https://127.0.0.1/secret.ics',
  'https://[::1]/secret.ics',
  'https://[::ffff:127.0.0.1]/secret.ics',
  'https://2130706433/secret.ics',
  'https://0x7f.1/secret.ics',
  'https://169.254.169.254/latest/meta-data',
])('%s is refused without a call', async (url) => {
  await expect(get(url, { reachable: isPublicAddress })).rejects.toThrow(/^Its host is on a private network/);
});

test('a name is refused when any address behind it is private, and none is called but the one that was looked at', async () => {
  const both = { reachable: isPublicAddress, resolve: async () => ['8.8.8.8', '10.0.0.1'] };
  await expect(get('https://calendar.example.com/secret.ics', both)).rejects.toThrow(/private network/);
  const looked: string[] = [];
  const resolve = async (host: string) => {
    looked.push(host);
    return ['127.0.0.1'];
  };
  // The name itself is known to nobody: had it been looked up again, the error would say so.
  await expect(get('https://name.invalid:1/secret.ics', { ...here, resolve })).rejects.toThrow(
    'Its host cannot be reached (ECONNREFUSED).',
  );
  expect(looked).toEqual(['name.invalid']);
});

test('a redirect is followed three times, and its target is looked at like the first address', async () => {
  const url = await serve(({ url: path = '' }, response) => {
    const left = Number(path.slice(1));
    if (left === 0) return response.end('there');
    return response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  expect(await get(`${url}/3`)).toMatchObject({ text: 'there' });
  await expect(get(`${url}/4`)).rejects.toThrow('It sends on more than 3 times.');
  const inside = await serve((_request, response) =>
    response.writeHead(301, { location: 'https://10.0.0.1/admin' }).end(),
  );
  await expect(get(inside)).rejects.toThrow(/private network/);
  const plain = await serve((_request, response) =>
    response.writeHead(301, { location: 'http://calendar.example.com/' }).end(),
  );
  await expect(get(plain)).rejects.toThrow('It is not reached by https.');
  const other = await serve((_request, response) =>
    response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
  );
  await expect(get(other)).rejects.toThrow('It is not reached by https.');
});

test('what is too large is refused while it comes, packed or not', async () => {
  const limits = { ...here, size: 1_000 };
  const large = await serve((_request, response) => void response.end('x'.repeat(1_001)));
  await expect(get(large, limits)).rejects.toThrow('It is larger than 1 kB.');
  const endless = await serve((_request, response) => {
    const more = (): void => void response.write('x'.repeat(500), (error) => (error ? undefined : more()));
    more();
  });
  await expect(get(endless, limits)).rejects.toThrow('It is larger than 1 kB.');
  const bomb = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('0'.repeat(1_000_000)));
  });
  await expect(get(bomb, limits)).rejects.toThrow('It is larger than 1 kB.');
  const packed = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('small'));
  });
  expect(await get(packed, limits)).toMatchObject({ text: 'small' });
});

test('whoever takes too long is not waited for, before the answer and within it', async () => {
  const limits = { ...here, patience: 30 };
  const silent = await serve(() => {});
  await expect(get(silent, limits)).rejects.toThrow('It took too long to answer.');
  const stuck = await serve((_request, response) => void response.writeHead(200).write('BEGIN'));
  await expect(get(stuck, limits)).rejects.toThrow('It took too long to answer.');
  const lost = { ...limits, resolve: () => new Promise<string[]>(() => {}) };
  await expect(get('https://calendar.example.com/', lost)).rejects.toThrow('It took too long to answer.');
});

test('no error tells the address', async () => {
  const url = await serve((_request, response) => response.writeHead(403).end('https://secret'));
  await expect(get(`${url}/private-abc/basic.ics`)).rejects.toThrow(/^Its host answers 403\.$/);
  await expect(get('http://127.0.0.1:1/private-abc')).rejects.toThrow(
    /^Its host cannot be reached \(ECONNREFUSED\)\.$/,
  );
  const broken = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
  });
  await expect(get(broken)).rejects.toThrow(/^Its host cannot be reached \(Z_DATA_ERROR\)\.$/);
  const strange = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'br' }).end('x'),
  );
  await expect(get(strange)).rejects.toThrow(/cannot be read/);
});
