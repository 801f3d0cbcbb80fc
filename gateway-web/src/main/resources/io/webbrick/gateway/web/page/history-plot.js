// The panels: one for each unit, one for all switches, under each other over one time. uPlot draws; zooming by dragging,
// pinching and Ctrl with the wheel is here.
import { el } from './dom.js';
import { begin } from './calendar.js';
import { rows } from './history-data.js';
import { colour, css, drawBars, drawGaps, drawLanes, drawNow, drawUnit } from './history-marks.js';
import { zone } from './time.js';

const LANE = 40;
const AXIS = 26;
const CLICK = 6;
const DASHES = [[], [], [], [], [7, 3], [2, 3], [8, 3, 2, 3], [12, 4]];
const HOURS = ['{HH}:{mm}', null, null, '{D} {MMM}', null, null, null, 0];
const TIMES = [
  [31536e6, '{YYYY}', null, null, null, null, null, null, 0],
  [24192e5, '{MMM}', '{YYYY}', null, null, null, null, null, 0],
  [864e5, '{D} {MMM}', null, null, null, null, null, null, 0],
  [6e4, ...HOURS],
  [1, '{HH}:{mm}:{ss}', ...HOURS.slice(1)],
];

function grouped(series) {
  const groups = {};
  for (const one of series) {
    (groups[one.kind === 'steps' ? 'switches' : `${one.kind} ${one.unit}`] ||= []).push(one);
  }
  return Object.values(groups).sort(([a], [b]) => (a.kind === 'steps') - (b.kind === 'steps'));
}

// The nearest place of a column where something stands; readings of several sources share their rows.
function nearby(column, place) {
  for (let i = 0; i < column.length; i++) {
    const found = [place - i, place + i].find((each) => column[each] !== undefined);
    if (found !== undefined) {
      return column[found] === null ? null : found;
    }
  }
  return null;
}

// Readings that stand alone have no line to be seen by.
function lonely([times, values], all) {
  const none = (i) => (values[i] ?? null) === null;
  return times.filter((time, i) => !none(i) && none(i - 1) && none(i + 1)).map((time) => all.indexOf(time));
}

export class Plot {
  // on: { cursor(moment or null), pin(moment), zoom(from, to), unzoom() }
  constructor(host, on) {
    this.host = host;
    this.on = on;
    this.plots = [];
    this.fingers = new Map();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.shown && this.show(this.shown));
    addEventListener('mouseup', () => { this.busy = false; });
  }

  // shown: { series, names, time: { from, to, now }, per, before }
  show(shown) {
    this.shown = shown;
    this.plots.forEach((plot) => plot.destroy());
    const groups = grouped(shown.series);
    this.plots = groups.map((group, i) => this.panel(group, i === groups.length - 1, groups.length));
  }

  panel(series, last, panels) {
    const [{ kind, unit }] = series;
    const { shown, host } = this;
    const old = shown.before?.series.filter((each) => each.kind === kind && series.some(({ index }) => index === each.index));
    const panel = { ...shown, series, before: shown.before && { ...shown.before, series: old } };
    const width = host.clientWidth;
    const high = kind === 'steps' ? series.length * LANE : panels > 3 ? 180 : width < 560 || panels > 1 ? 240 : 340;
    const u = new uPlot({
      width, height: high + (last ? AXIS : 0), ms: 1, tzDate: (moment) => uPlot.tzDate(new Date(moment), zone),
      padding: [kind === 'steps' ? 6 : 18, 8, last ? 0 : 4, 0],
      legend: { show: false },
      scales: { x: { range: (plot, min, max) => [min, max] }, y: { range: { steps: [0, 1], totals: (plot, min, max) => [Math.min(0, min), max * 1.08 || 1] }[kind] } },
      axes: [this.axis({ size: last ? AXIS : 0, values: last ? TIMES : (plot, places) => places.map(() => ''), space: width < 560 ? 56 : 80 }),
        this.axis({ size: width < 560 ? 46 : 58, space: 34, values: kind === 'steps' ? () => [] : (plot, places) => places.map((place) => Number(place.toPrecision(12))) }, kind !== 'steps')],
      ...this.content(panel, kind),
      cursor: {
        y: false, drag: { setScale: false, dist: CLICK }, points: { size: (plot, i) => (kind === 'curve' && i % 3 === 1 && i <= series.length * 3 ? 8 : 0) },
        dataIdx: (plot, i, place) => nearby(plot.data[i], place), bind: { dblclick: () => () => this.on.unzoom() },
      },
      hooks: {
        drawClear: [(plot) => kind === 'curve' && drawGaps(plot, series)],
        draw: [(plot) => this.draw(plot, panel, kind, unit)],
        setCursor: [({ cursor: { left }, posToVal }) => this.on.cursor(left < 0 ? null : posToVal(left, 'x'))],
        setSelect: [({ select: { left, width: wide }, posToVal }) => wide >= CLICK && this.on.zoom(posToVal(left, 'x'), posToVal(left + wide, 'x'))],
      },
    }, this.data, host);
    u.setScale('x', { min: shown.time.from, max: shown.time.to });
    this.listen(u);
    return u;
  }

  axis(more, grid = true) {
    return { stroke: css('--quiet'), font: '11px sans-serif', gap: 5, ticks: { show: false }, grid: { show: grid, stroke: css('--line'), width: 1 }, ...more };
  }

  // Three columns for each curve: line, lowest, highest; one for each of the period before. Other panels draw for themselves.
  content({ series, before, time }, kind) {
    if (kind !== 'curve') {
      const totals = [...series, ...(before?.series || [])].flatMap(({ points }) => points.map(([, , , total]) => total));
      this.data = [[time.from, time.to], [0, kind === 'totals' ? Math.max(1e-9, ...totals) : 1]];
      return { series: [{}, { paths: () => null, points: { show: false } }] };
    }
    const tables = [...series.map((one) => rows(one)), ...(before?.series || []).map((one) => rows(one, before.moved).map((row) => row.slice(0, 2)))]
      .map((table, i) => Array.from({ length: i < series.length ? 4 : 2 }, (none, column) => table.map((row) => row[column])));
    // 2: what nobody read beside a gap belongs to it
    this.data = uPlot.join(tables, tables.map((table) => table.map(() => 2)));
    const edge = { points: { show: false } };
    return {
      series: [{}, ...series.flatMap((one, i) => [{
        stroke: colour(one), width: 1.8, dash: DASHES[one.index],
        points: { show: true, size: 5, fill: colour(one), filter: ({ data }) => lonely(tables[i], data[0]) },
      }, edge, edge]), ...(before?.series || []).map((one) => ({ stroke: colour(one), width: 1.4, dash: [3, 4], alpha: 0.65, ...edge }))],
      bands: series.map((one, i) => ({ series: [i * 3 + 3, i * 3 + 2], fill: `${colour(one)}30` })),
    };
  }

  draw(u, panel, kind, unit) {
    const { time: { from, to, now }, per, before } = this.shown;
    if (kind === 'steps') {
      drawLanes(u, panel);
    } else {
      drawUnit(u, unit);
    }
    if (kind === 'totals') {
      drawBars(u, panel.series, (moment) => begin(per, moment, 1));
      drawBars(u, panel.before?.series || [], (moment) => begin(per, moment, 1), before?.moved);
    }
    if (now > from && now < to) {
      drawNow(u, now);
    }
  }

  // Puts the cursor of all panels here; null takes it away.
  mark(moment) {
    this.plots.forEach((plot) => plot.setCursor({ left: moment === null ? -10 : plot.valToPos(moment, 'x'), top: 1 }, false));
  }

  listen(u) {
    const { over } = u;
    const moment = ({ clientX }) => u.posToVal(clientX - over.getBoundingClientRect().left, 'x');
    let pressed = 0;
    over.addEventListener('mousedown', ({ clientX }) => {
      pressed = clientX;
      this.busy = true;
    });
    over.addEventListener('click', (event) => Math.abs(event.clientX - pressed) < CLICK && this.on.pin(moment(event)));
    over.addEventListener('wheel', (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const { min, max } = u.scales.x;
        const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006);
        this.stretch(moment(event), (moment(event) - min) / (max - min), (max - min) * factor, 250);
      }
    }, { passive: false });
    for (const kind of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel']) {
      over.addEventListener(kind, (event) => event.pointerType === 'touch' && this.touch(u, event, moment));
    }
  }

  // One finger moves the cursor, two zoom.
  touch(u, event, moment) {
    const { fingers } = this;
    if (/up|cancel/.test(event.type)) {
      fingers.delete(event.pointerId);
      this.pinch = null;
      return;
    }
    if (event.type === 'pointerdown' || fingers.has(event.pointerId)) {
      fingers.set(event.pointerId, event.clientX);
    }
    const [a, b] = fingers.values();
    if (b === undefined) {
      this.on.cursor(moment(event));
      return;
    }
    const apart = Math.max(12, Math.abs(a - b));
    const middle = (a + b) / 2;
    const { min, max } = u.scales.x;
    this.pinch ||= { apart, moment: moment({ clientX: middle }), length: max - min };
    const { left, width } = u.over.getBoundingClientRect();
    this.stretch(this.pinch.moment, (middle - left) / width, (this.pinch.length * this.pinch.apart) / apart, 400);
  }

  // Shows so much at once, this moment at this share of it; asks for it when the hand rests.
  stretch(moment, share, length, millis) {
    const from = moment - share * length;
    if (length < 1000 || length > 1.2e12 || from < 1e9) {
      return;
    }
    this.busy = true;
    this.plots.forEach((plot) => plot.setScale('x', { min: from, max: from + length }));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.busy = false;
      this.on.zoom(from, from + length);
    }, millis);
  }
}
