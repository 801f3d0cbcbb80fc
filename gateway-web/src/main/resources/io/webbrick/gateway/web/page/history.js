// History: what was, as curves, lanes and totals. Its address says what it shows; every change goes through go().
import { address, ask, done, tell } from './api.js';
import { byId, copy, el } from './dom.js';
import { Calendar } from './calendar.js';
import { load, nameOf, question } from './history-data.js';
import { Around, Legend, marks, pointTable, tables } from './history-detail.js';
import { Plot } from './history-plot.js';
import { Sources } from './history-sources.js';
import { PERIODS, SPANS, before, countable, fitting, newcomer, read, shown, step, write } from './history-view.js';

const SOONEST = 3000;
const SLOWEST = 60000;
const calendar = new Calendar(document.documentElement.dataset.zone || 'UTC');
const PER_WORDS = { reading: 'Readings', hour: 'Totals by hour', day: 'Totals by day', month: 'Totals by month', year: 'Totals by year' };

let view = read(location.search, calendar);
let known = [];
let skew = 0;
let drawn = null;
let cursor = null;
let pinned = null;
let timer = 0;
let asked = null;

const now = () => Date.now() + skew;
const range = () => shown(view, calendar, now(), known);

function go(next, push = true) {
  view = next;
  history[push ? 'pushState' : 'replaceState'](null, '', write(view, calendar));
  pinned = null;
  refresh();
}

const zoom = ([from, to]) => go({ ...view, zoom: [Math.round(from), Math.max(Math.round(from) + 1000, Math.round(to))] });
const unzoom = () => view.zoom && go({ ...view, zoom: null });

function spans() {
  return el('fieldset', { class: 'segments', id: 'spans' }, el('legend', { class: 'unseen' }, 'Time shown'),
    Object.entries(SPANS).map(([span, { label }]) => el('label', null,
      el('input', { type: 'radio', name: 'span', value: span, onchange: () => go({ ...view, span, zoom: null, at: SPANS[span].unit ? view.at : null }) }), el('span', null, label))));
}

function fields() {
  const change = () => {
    const [from, to] = ['from', 'to'].map((id) => calendar.parse(byId(id).value));
    const good = from !== null && to !== null && from < to;
    byId('to').setAttribute('aria-invalid', String(!good));
    if (good) {
      zoom([from, to]);
    }
  };
  return el('details', { class: 'fields' }, el('summary', null, 'From – to'), el('div', null,
    el('label', null, 'From ', el('input', { type: 'datetime-local', id: 'from', onchange: change })),
    el('label', null, 'to ', el('input', { type: 'datetime-local', id: 'to', onchange: change }))));
}

function frame() {
  byId('main').append(
    el('div', { class: 'controls' }, spans(),
      el('div', { class: 'steps' },
        el('button', { id: 'back', 'aria-label': 'Earlier', title: 'Earlier', onclick: () => go(step(view, calendar, now(), known, -1)) }, '‹'),
        el('button', { id: 'now', onclick: () => go({ ...view, at: null, zoom: null }) }, 'Now'),
        el('button', { id: 'forward', 'aria-label': 'Later', title: 'Later', onclick: () => go(step(view, calendar, now(), known, 1)) }, '›')),
      fields(),
      el('label', { class: 'per' }, el('span', { class: 'unseen' }, 'Show as'), el('select', { id: 'per', onchange: (event) => go({ ...view, per: event.target.value }) },
        PERIODS.map((per) => el('option', { value: per }, PER_WORDS[per])))),
      el('label', { class: 'check' }, el('input', { type: 'checkbox', id: 'compare', onchange: (event) => go({ ...view, compare: event.target.checked }) }), 'with the period before')),
    el('div', { class: 'sides' },
      el('section', { class: 'card sources', 'aria-labelledby': 'sources-title' }, el('h2', { id: 'sources-title' }, 'Sources')),
      el('section', { class: 'card graph', 'aria-labelledby': 'graph-title' },
        el('div', { class: 'bar' }, el('div', null, el('h2', { id: 'graph-title' }), el('p', { class: 'quiet', id: 'graph-zone' })),
          el('div', { class: 'actions' },
            el('button', { id: 'unzoom', hidden: true, onclick: unzoom }, 'Reset zoom'),
            el('a', { class: 'button', id: 'csv', download: 'history.csv' }, 'CSV'),
            el('button', { id: 'link', onclick: () => copyLink() }, 'Copy link'))),
        el('p', { class: 'moment', id: 'moment' }),
        el('ul', { class: 'legend', id: 'legend' }),
        el('div', { class: 'plots', id: 'plots', tabindex: 0, role: 'slider', 'aria-label': 'Moment', 'aria-valuemin': 0, 'aria-valuemax': 1, 'aria-valuenow': 0, 'aria-describedby': 'plot-keys', onkeydown: key }),
        el('p', { class: 'empty', id: 'nothing', hidden: true }),
        el('ul', { class: 'marks', id: 'marks' }),
        el('p', { class: 'quiet keys', id: 'plot-keys' }, 'Drag to zoom in, pinch or Ctrl and wheel to zoom; arrow keys move the cursor, + and − zoom, Page Up and Page Down step, Enter keeps a moment, Escape goes back.'))),
    el('section', { class: 'card', 'aria-labelledby': 'around-title' }, el('h2', { id: 'around-title' }, 'Events around the cursor'), el('div', { id: 'around' })),
    el('section', { class: 'card', 'aria-labelledby': 'numbers-title' }, el('h2', { id: 'numbers-title' }, 'Numbers'), el('div', { id: 'numbers' }),
      el('details', { id: 'all-points', ontoggle: () => points() }, el('summary', null, 'All points as a table'), el('div', { id: 'point-rows' }))));
}

frame();
const plot = new Plot(byId('plots'), calendar, { cursor: hover, pin, zoom, reset: unzoom });
const legend = new Legend(byId('legend'), (gone) => go({ ...view, series: view.series.filter(({ source, attr }) => source !== gone.source || (attr && attr !== gone.attr)) }, false));
const around = new Around(byId('around'), calendar);
const sources = new Sources(document.querySelector('.sources'), (series) => go({ ...view, series }, false));

function hover(moment) {
  if (pinned !== null) {
    plot.mark(pinned);
    return;
  }
  point(moment);
}

function pin(moment) {
  pinned = null;
  point(moment);
  pinned = moment;
  byId('moment').classList.add('pinned');
}

function point(moment) {
  const { from, to } = drawn.range;
  const inside = moment !== null && moment >= from && moment <= to;
  cursor = inside ? moment : null;
  plot.mark(cursor);
  legend.at(cursor);
  byId('moment').classList.remove('pinned');
  byId('moment').textContent = cursor === null ? `newest values${drawn.live ? '' : ' of this time'}` : calendar.words(cursor);
  byId('plots').setAttribute('aria-valuenow', Math.round(cursor ?? to));
  byId('plots').setAttribute('aria-valuetext', cursor === null ? 'no moment chosen' : `${calendar.words(cursor)}: ${legend.words(cursor)}`);
  if (cursor === null) {
    around.clear();
  } else {
    around.at(cursor, view.series.map(({ source }) => source), Math.max(300000, (to - from) / 20));
  }
}

function key(event) {
  if (!drawn || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const { from, to } = drawn.range;
  const at = cursor ?? Math.min(to, now());
  const one = ((to - from) / drawn.points) * (event.shiftKey ? 10 : 1);
  const scaled = (factor) => zoom([at - (at - from) * factor, at + (to - at) * factor]);
  const escape = () => {
    if (cursor === null) {
      unzoom();
    } else {
      pinned = null;
      point(null);
    }
  };
  const move = (moment) => {
    pinned = null;
    point(Math.min(to, Math.max(from, moment)));
  };
  const work = {
    ArrowLeft: () => move(at - one), ArrowRight: () => move(at + one), Home: () => move(from), End: () => move(Math.min(to, now())),
    PageUp: () => byId('back').click(), PageDown: () => byId('forward').click(), Enter: () => pin(at), Escape: escape,
    '+': () => scaled(0.5), '=': () => scaled(0.5), '-': () => scaled(2), 0: unzoom,
  }[event.key];
  if (work) {
    event.preventDefault();
    work();
  }
}

async function copyLink() {
  try {
    const { from, to } = drawn.range;
    await copy(new URL(`/history${write({ ...view, zoom: [Math.round(from), Math.round(to)] }, calendar)}`, location.href).href);
    done('Copied a link that shows just this.');
  } catch (problem) {
    tell(problem);
  }
}

// The controls say what the view is.
function controls({ from, to, live }) {
  const { unit } = SPANS[view.span];
  const all = !unit && !SPANS[view.span].millis;
  for (const input of document.querySelectorAll('#spans input')) {
    input.checked = input.value === view.span;
  }
  byId('per').value = view.per;
  for (const option of byId('per').options) {
    option.disabled = !fitting(option.value, { from, to });
  }
  byId('compare').checked = view.compare;
  byId('compare').disabled = all && !view.zoom;
  byId('back').disabled = all && !view.zoom;
  byId('forward').disabled = (all && !view.zoom) || to >= now() - 1000;
  byId('now').disabled = view.at === null && !view.zoom;
  byId('unzoom').hidden = !view.zoom;
  byId('from').value = calendar.field(from);
  byId('to').value = calendar.field(to);
  const hours = (to - from) / 3600000;
  const odd = unit === 'day' && !view.zoom && hours !== 24 ? ` (${hours} hours: the clocks change)` : '';
  const words = unit && !view.zoom ? calendar.period(unit, from) : `${calendar.words(from, to - from < 600000)} – ${calendar.words(to, to - from < 600000)}`;
  byId('graph-title').replaceChildren(words, odd);
  byId('graph-zone').replaceChildren(...(live ? [el('span', { class: 'dot good', 'aria-hidden': 'true' }), ' live, '] : []), `times in ${calendar.zone}`);
}

async function refresh() {
  clearTimeout(timer);
  asked?.abort();
  const mine = new AbortController();
  asked = mine;
  const time = range();
  if (!fitting(view.per, time)) {
    view.per = PERIODS.slice(PERIODS.indexOf(view.per)).find((per) => fitting(per, time));
  }
  controls(time);
  sources.show(known, view.series);
  const density = Math.min(1000, Math.max(100, Math.round(byId('plots').clientWidth / 100) * 50));
  try {
    await draw(time, density, mine.signal);
    document.querySelector('.graph').classList.remove('stale');
  } catch (problem) {
    if (problem.name === 'AbortError' || mine !== asked) {
      return;
    }
    document.querySelector('.graph').classList.add('stale');
    tell(problem);
  }
  if (time.live && !document.hidden) {
    timer = setTimeout(again, Math.min(SLOWEST, Math.max(SOONEST, (time.to - time.from) / density)));
  }
}

// Not while somebody drags over the graph.
function again() {
  if (plot.busy || plot.stretched) {
    timer = setTimeout(again, SOONEST);
  } else {
    refresh();
  }
}

async function draw(time, density, signal) {
  const info = (one) => known.find(({ source }) => source === one.source);
  const fits = (one) => view.per === 'reading' || countable(info(one));
  const wanted = view.series.filter(fits);
  const whole = question(wanted, time, view.per, density);
  const earlier = view.compare && !byId('compare').disabled ? before(view, calendar, time) : null;
  const [series, old] = wanted.length === 0 ? [[], []]
    : await Promise.all([load(whole, signal), earlier ? load(question(wanted, earlier, view.per, density), signal) : []]);
  drawn = {
    series, range: time, live: time.live, now: now(), per: view.per, points: density,
    names: series.map((one) => nameOf(one, known)),
    unfit: view.series.filter((one) => !fits(one)).map((one) => nameOf(one, known)),
    before: earlier && { ...earlier, series: old, words: calendar.words(earlier.from, false) },
  };
  const any = series.some(({ points, before: held }) => points.length || held);
  byId('nothing').hidden = any;
  byId('nothing').textContent = view.series.length ? 'No readings in this time.' : known.length ? 'Choose a source to see its curve.' : 'Nothing can be drawn yet: no source has sent a number.';
  byId('plots').hidden = !any;
  byId('csv').href = wanted.length ? address('/api/series', { ...whole, format: 'csv' }) : '#graph-title';
  plot.show(any ? drawn : { ...drawn, series: [] });
  legend.show(drawn);
  marks(byId('marks'), drawn);
  tables(byId('numbers'), drawn, calendar);
  points();
  const { from, to } = time;
  byId('plots').setAttribute('aria-valuemin', from);
  byId('plots').setAttribute('aria-valuemax', to);
  const kept = pinned;
  if (kept !== null) {
    pin(kept);
  } else if (cursor === null || !byId('plots').matches(':hover, :focus')) {
    point(null);
  } else {
    plot.mark(cursor);
    legend.at(cursor);
  }
}

function points() {
  if (byId('all-points').open && drawn) {
    pointTable(byId('point-rows'), drawn, calendar);
  }
}

async function start() {
  const [status, list] = await Promise.all([ask('/api/status'), ask('/api/sources')]);
  skew = Date.parse(status.now) - Date.now();
  known = list.sources;
  if (!view.chosen) {
    view = { ...view, series: newcomer(known) };
  }
  await refresh();
}

async function renew() {
  if (!document.hidden) {
    const list = await ask('/api/sources').catch(() => null);
    if (list) {
      known = list.sources;
      sources.show(known, view.series);
    }
  }
}

addEventListener('popstate', () => {
  view = read(location.search, calendar);
  pinned = null;
  refresh();
});
document.addEventListener('visibilitychange', () => !document.hidden && range().live && refresh());
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width) {
    width = innerWidth;
    clearTimeout(timer);
    timer = setTimeout(refresh, 300);
  }
});
setInterval(renew, 30000);
start().catch(tell);
