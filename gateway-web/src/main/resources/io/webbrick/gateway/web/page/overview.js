// Keeps the page alive: it reads its own address again and takes over what has changed.
const EVERY = 5000;
const SLOWEST = 60000;
const PICTURE_EVERY = 60000;
const form = document.getElementById('choice');
let wait = EVERY;
let timer = 0;
let turn = 0;
let pictured = -PICTURE_EVERY;

document.documentElement.classList.add('live');

function address() {
  const query = new URLSearchParams(new FormData(form));
  return `${location.pathname}?${query}`;
}

function pictureOf(page) {
  const source = page.getElementById('picture').getAttribute('src');
  if (!source) {
    return null;
  }
  const url = new URL(source, location.href);
  const width = Math.max(300, Math.round(document.getElementById('graph').clientWidth / 20) * 20 - 40);
  url.searchParams.set('width', width);
  url.searchParams.set('height', width < 600 ? 300 : 400);
  if (url.searchParams.get('range') !== 'all') {
    url.searchParams.set('to', Date.now());
  }
  return url;
}

async function showPicture(page, mine) {
  const old = document.getElementById('picture');
  const fresh = page.getElementById('picture');
  const url = pictureOf(page);
  if (!url) {
    (old.closest('picture') || old).replaceWith(document.importNode(fresh, true));
    return;
  }
  const image = new Image();
  image.id = 'picture';
  image.alt = fresh.alt;
  image.src = url;
  await image.decode();
  if (mine !== turn) {
    return;
  }
  (old.closest('picture') || old).replaceWith(image);
  pictured = performance.now();
}

function showEvents(old, fresh) {
  const known = new Set(Array.from(old.querySelectorAll('tbody tr'), (row) => row.textContent));
  old.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
  if (known.size) {
    for (const row of old.querySelectorAll('tbody tr')) {
      row.classList.toggle('new', !known.has(row.textContent));
    }
  }
}

function showTexts(page) {
  for (const old of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${old.dataset.live}"]`);
    if (!fresh || old.innerHTML === fresh.innerHTML) {
      continue;
    }
    if (old.dataset.live === 'events') {
      showEvents(old, fresh);
    } else {
      old.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
    }
  }
}

function showSources(page) {
  const list = document.getElementById('sources');
  const fresh = page.getElementById('sources');
  const now = Array.from(list.querySelectorAll('[data-value]'));
  const next = Array.from(fresh.querySelectorAll('[data-value]'));
  const same = now.length === next.length && now.every((value, i) => value.dataset.value === next[i].dataset.value);
  if (same) {
    now.forEach((value, i) => {
      value.textContent = next[i].textContent;
      value.title = next[i].title;
    });
  } else if (!list.contains(document.activeElement)) {
    list.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
  }
}

async function refresh() {
  clearTimeout(timer);
  const mine = ++turn;
  try {
    const answer = await fetch(address(), { headers: { Accept: 'text/html', 'X-WebBrick': turn > 1 ? 'again' : '1' }, cache: 'no-store' });
    if (!answer.ok) {
      throw new Error(`the gateway answered ${answer.status}`);
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== turn) {
      return;
    }
    showTexts(page);
    showSources(page);
    if (performance.now() - pictured >= PICTURE_EVERY) {
      await showPicture(page, mine);
    }
    document.getElementById('graph').classList.remove('stale');
    wait = EVERY;
  } catch (problem) {
    if (mine !== turn) {
      return;
    }
    document.getElementById('graph').classList.add('stale');
    const dot = document.createElement('span');
    dot.className = 'dot warn';
    document.getElementById('state').replaceChildren(dot, problem instanceof TypeError ? 'no connection, trying again' : problem.message);
    wait = Math.min(SLOWEST, wait * 2);
  }
  if (mine === turn && !document.hidden) {
    timer = setTimeout(refresh, wait);
  }
}

function anew() {
  pictured = -PICTURE_EVERY;
  refresh();
}

form.addEventListener('change', () => {
  history.replaceState(null, '', address());
  anew();
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  anew();
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    clearTimeout(timer);
  } else {
    refresh();
  }
});

addEventListener('resize', () => {
  clearTimeout(timer);
  timer = setTimeout(anew, 400);
});

refresh();
