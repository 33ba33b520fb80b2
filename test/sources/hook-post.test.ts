import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { hookPoster } from '../../src/sources/hook-post.ts';

const how = { headers: {}, body: '{}' };

/** Listens on this machine and keeps what comes in; says nothing, or hangs up. */
async function listener(hangUp: boolean) {
  const came: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      came.push(data);
      if (hangUp) socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => void server.close());
  return { came, port };
}

test.each([
  ['a name for this machine', 'https://hooks.example.com/', ['127.0.0.1']],
  [
    'a name with one private address among public ones',
    'https://hooks.example.com/',
    ['93.184.216.34', '10.0.0.7'],
  ],
  ['an address of a cloud’s metadata', 'https://169.254.169.254/', []],
])('%s is not called', async (_what, url, addresses) => {
  const post = hookPoster({ resolve: async () => addresses });
  await expect(post(url, how)).rejects.toThrow('Its host is on a private network.');
});

test('plain http and a name that nobody knows are not called', async () => {
  await expect(hookPoster()('http://hooks.example.com/', how)).rejects.toThrow('It is not reached by https.');
  const post = hookPoster({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
  await expect(post('https://hooks.example.com/', how)).rejects.toThrow('Nobody knows its host.');
});

test('the call goes to the address that was looked at, in the name of the host', async () => {
  const { came, port } = await listener(true);
  let asked = 0;
  const post = hookPoster({
    reachable: () => true,
    resolve: async () => {
      asked += 1;
      return ['127.0.0.1'];
    },
  });
  await expect(post(`https://hooks.example.com:${port}/s3cret`, how)).rejects.toThrow(
    /^Its host cannot be reached \(ECONNRESET\)\.$/,
  );
  expect(asked).toBe(1);
  expect(Buffer.concat(came).toString('latin1')).toContain('hooks.example.com');
});

test('who does not answer in time is given up', async () => {
  const { port } = await listener(false);
  const post = hookPoster({ reachable: () => true, resolve: async () => ['127.0.0.1'], patience: 50 });
  await expect(post(`https://hooks.example.com:${port}/`, how)).rejects.toThrow(
    'It took too long to answer.',
  );
});
