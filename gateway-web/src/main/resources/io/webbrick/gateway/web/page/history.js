// History: what was, as curves, lanes and totals. Its address says what it shows; every change goes through go().
import { ask, done, tell } from './api.js';
import { parsed, period, words, written } from './calendar.js';
import { byId, copy } from './dom.js';
import { before, counts, isUnit, load, nameOf, newcomer, question, range, read, step, write } from './history-data.js';
import { Plot } from './history-plot.js';
import { showSources } from './history-sources.js';
import { legendAt, showAround, showLegend, showMarks, showNumbers, showPoints } from './history-words.js';
import { zone } from './time.js';

let view = read(location.search);
let known = [];
let skew = 0;
let drawn = null;
let cursor = null;
let kept = false;
let timer = 0;
let asked = null;

const plots = byId('plots');
const now = () => Date.now() + skew;
const plot = new Plot(plots, { cursor: (moment) => (kept ? plot.mark(cursor) : point(moment)), pin: (moment) => point(moment, true), zoom, unzoom });

function go(change, push = true) {
  view = { ...view, ...change };
  history[push ? 'pushState' : 'replaceState'](null, '', write(view));
  kept = false;
  refresh();
}

function zoom(from, to) {
  go({ zoom: [from, Math.max(from + 1000, to)].map(Math.round) });
}

function unzoom() {
  if (view.zoom) {
    go({ zoom: null });
  }
}

// Puts the cursor here; kept, it stays when the mouse goes.
function point(moment, keep = false) {
  const { from, to } = drawn.time;
  cursor = moment !== null && moment >= from && moment <= to ? moment : null;
  kept = keep && cursor !== null;
  plot.mark(cursor);
  const told = legendAt(drawn, cursor);
  const text = cursor === null ? 'newest values' : words(cursor);
  byId('moment').textContent = text + (kept ? ' · kept, Escape lets go' : '');
  plots.setAttribute('aria-valuenow', Math.round(cursor ?? to));
  plots.setAttribute('aria-valuetext', `${text}: ${told}`);
  showAround(cursor, Math.max(3e5, (to - from) / 20), view.series.map(({ source }) => source));
}

plots.onkeydown = (event) => {
  if (!drawn || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const { from, to } = drawn.time;
  const end = Math.min(to, now());
  const at = cursor ?? end;
  const by = ((to - from) / drawn.points) * (event.shiftKey ? 10 : 1);
  const move = (moment) => point(Math.min(end, Math.max(from, moment)));
  const scale = (factor) => zoom(at - (at - from) * factor, at + (to - at) * factor);
  const work = {
    ArrowLeft: () => move(at - by), ArrowRight: () => move(at + by), Home: () => move(from), End: () => move(end), Enter: () => point(at, true),
    PageUp: () => byId('back').click(), PageDown: () => byId('forward').click(), '+': () => scale(0.5), '-': () => scale(2), Escape: () => (cursor === null ? unzoom() : point(null)),
  }[event.key];
  if (work) {
    event.preventDefault();
    work();
  }
};

const walk = (way) => () => go(step(view, now(), known, way));
byId('back').onclick = walk(-1);
byId('forward').onclick = walk(1);
byId('now').onclick = () => go({ at: null, zoom: null });
byId('unzoom').onclick = unzoom;
byId('per').onchange = ({ target }) => go({ per: target.value });
byId('compare').onchange = ({ target }) => go({ compare: target.checked });
byId('spans').onchange = ({ target }) => go({ span: target.value, zoom: null, at: isUnit(target.value) ? view.at : null });
byId('all-points').ontoggle = () => drawn && points();
byId('from').onchange = byId('to').onchange = () => {
  const [from, to] = ['from', 'to'].map((id) => parsed(byId(id).value));
  byId('to').setAttribute('aria-invalid', !(from < to));
  if (from && from < to) {
    zoom(from, to);
  }
};
byId('link').onclick = async () => {
  try {
    await copy(location.origin + write({ ...view, zoom: [drawn.time.from, drawn.time.to] }));
    done('Copied a link that shows just this.');
  } catch (problem) {
    tell(problem);
  }
};

// The controls say what the view is.
function controls({ from, to, live }) {
  const { span, zoom: zoomed } = view;
  const all = span === 'all' && !zoomed;
  byId('spans').querySelector(`[value="${span}"]`).checked = true;
  byId('per').value = view.per;
  byId('compare').checked = view.compare;
  byId('compare').disabled = byId('back').disabled = all;
  byId('forward').disabled = all || to >= now() - 1000;
  byId('now').disabled = view.at === null && !zoomed;
  byId('unzoom').hidden = !zoomed;
  byId('from').value = written(from);
  byId('to').value = written(to);
  const hours = (to - from) / 36e5;
  byId('graph-title').textContent = isUnit(span) && !zoomed ? period(span, from) + (span === 'day' && hours !== 24 ? ` (${hours} hours: the clocks change)` : '')
    : `${words(from, hours < 1)} – ${words(to, hours < 1)}`;
  byId('graph-zone').textContent = `${live ? 'live, ' : ''}times in ${zone}`;
  byId('graph-zone').classList.toggle('live', Boolean(live));
}

async function refresh(repeated = false) {
  clearTimeout(timer);
  asked?.abort();
  const mine = asked = new AbortController();
  const time = { ...range(view, now(), known), now: now() };
  const density = Math.min(1000, Math.max(100, Math.round(plots.parentNode.clientWidth / 100) * 50));
  controls(time);
  showSources(known, view, (series) => go({ series }, false));
  try {
    await draw(time, density, { signal: mine.signal, again: repeated });
    byId('graph').classList.remove('stale');
  } catch (problem) {
    if (mine === asked) {
      byId('graph').classList.add('stale');
      tell(problem);
    }
  }
  if (time.live && mine === asked) {
    again(Math.min(6e4, Math.max(3000, (time.to - time.from) / density)));
  }
}

// Not while nobody looks, nor under somebody's hand.
function again(millis) {
  timer = setTimeout(() => (document.hidden || plot.busy ? again(1000) : refresh(true)), millis);
}

async function draw(time, density, options) {
  const fits = (one) => !view.per || counts(one, known);
  const wanted = view.series.filter(fits);
  const earlier = view.compare && !byId('compare').disabled && wanted.length ? before(view, time) : null;
  const asking = (of) => question(wanted, of, view.per, density, known);
  const [series, old] = await Promise.all([wanted.length ? load(asking(time), options) : [], earlier && load(asking(earlier), options)]);
  const name = (one) => nameOf(one, known);
  drawn = { series, time, points: density, per: view.per, names: wanted.map(name), unfit: view.series.filter((one) => !fits(one)).map(name), before: earlier && { ...earlier, series: old } };
  const none = series.every((one) => !one.points.length && !one.before);
  byId('nothing').hidden = !none;
  byId('nothing').textContent = view.series.length ? 'No readings in this time.' : 'Choose a source to see its curve.';
  plots.hidden = none;
  byId('csv').href = wanted.length ? `${asking(time)}&format=csv` : '#graph';
  plots.setAttribute('aria-valuemin', time.from);
  plots.setAttribute('aria-valuemax', time.to);
  plot.show(none ? { ...drawn, series: [] } : drawn);
  showLegend(drawn, (gone) => go({ series: view.series.filter((one) => one !== wanted[gone.index]) }, false));
  showMarks(drawn);
  showNumbers(drawn);
  points();
  if (cursor !== null && (kept || plots.matches(':hover, :focus'))) {
    plot.mark(cursor);
    legendAt(drawn, cursor);
  } else {
    point(null);
  }
}

function points() {
  if (byId('all-points').open) {
    showPoints(drawn);
  }
}

async function start() {
  const status = await ask('/api/status');
  skew = Date.parse(status.now) - Date.now();
  known = (await ask('/api/sources')).sources;
  if (!view.chosen) {
    view.series = newcomer(known);
  }
  await refresh();
  setInterval(async () => {
    known = document.hidden ? known : (await ask('/api/sources', { again: true }).catch(() => ({ sources: known }))).sources;
  }, 30000);
}

addEventListener('popstate', () => {
  view = read(location.search);
  kept = false;
  refresh();
});
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width && drawn) {
    width = innerWidth;
    again(300);
  }
});
start().catch(tell);
