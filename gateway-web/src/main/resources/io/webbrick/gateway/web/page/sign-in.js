// The sign-in page: the form works by itself; with this it stays where it is when the password was wrong.
import { ask, attempt, wordsOf } from './api.js';
import { byId, el } from './dom.js';
import { session } from './shell.js';

const form = byId('sign-in');
const wrong = byId('wrong');

// Only addresses of this gateway: a link to this page may come from anywhere.
function backTo() {
  try {
    const url = new URL(form.elements.back.value, location.origin);
    return url.origin === location.origin && url.pathname !== location.pathname ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(form.querySelector('button'), async () => {
    wrong.hidden = true;
    try {
      await ask('/api/session', {
        method: 'POST', stay: true, body: { name: form.elements.name.value, password: form.elements.password.value },
      });
      location.assign(backTo());
    } catch (problem) {
      wrong.textContent = wordsOf(problem);
      wrong.hidden = false;
      form.elements.password.select();
    }
  });
});

session.then(({ name, signInNeeded }) => {
  if (name || !signInNeeded) {
    form.querySelector('.quiet').replaceChildren(name ? `You are signed in as ${name}. ` : 'This gateway asks nobody to sign in here. ',
      el('a', { href: backTo() }, 'Go on'));
  }
});
