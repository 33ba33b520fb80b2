/** Who looks at what is in the address, so that going back and loading anew work as one expects. */
export function whereAmI() {
  const fields = new URLSearchParams(location.hash.slice(1));
  return { as: fields.get('as'), place: fields.get('in'), thread: fields.get('thread') };
}

/** Goes somewhere else; `replace` leaves no step to go back to. */
export function goTo({ as, place, thread }, replace = false) {
  const fields = new URLSearchParams();
  if (as) fields.set('as', as);
  if (place) fields.set('in', place);
  if (thread) fields.set('thread', thread);
  if (location.hash.slice(1) === `${fields}`) return;
  if (replace) {
    history.replaceState(null, '', `#${fields}`);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = `${fields}`;
  }
}
