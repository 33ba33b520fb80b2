/** The server's sentence about what it would not do. */
export class Refused extends Error {}

/** Asks the playground. Throws `Refused` with a sentence for people. */
export function ask(name, fields) {
  return send(`/playground/api/${name}?${new URLSearchParams(given(fields))}`);
}

/** Does something in the playground. Throws `Refused` with a sentence for people. */
export function act(name, fields) {
  const body = JSON.stringify(given(fields));
  return send(`/playground/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

function given(fields) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}

async function send(address, how) {
  const response = await fetch(address, how).catch(() => {
    throw new Refused('Rondo did not answer, and nothing was saved. Try again in a moment.');
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Refused(answer.problem ?? 'Rondo could not do that, and nothing was saved. Try again.');
  return answer;
}
