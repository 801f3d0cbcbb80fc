// The panels: one for each unit, one for all switches, under each other with one axis of time. uPlot draws; zooming by
// dragging, pinching and Ctrl with the wheel is here.
import { el } from './dom.js';
import { columns } from './history-data.js';
import { colour, dash, drawBars, drawGaps, drawLanes, drawNow, drawUnit, forgetColours } from './history-marks.js';

const LANE = 40;
const AXIS = 26;
const LEAST = 1000;
const MOST = 40 * 366 * 24 * 3600 * 1000;
const SETTLED = 250;
const CLICK = 6;

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function grouped(series) {
  const groups = new Map();
  for (const one of series) {
    const key = one.kind === 'steps' ? 'switches' : `${one.kind} ${one.unit}`;
    groups.set(key, [...(groups.get(key) || []), one]);
  }
  return [...groups].sort(([a], [b]) => (a === 'switches') - (b === 'switches')).map(([key, list]) => ({ key, kind: list[0].kind, unit: list[0].unit, series: list }));
}

export class Plot {
  // on: { cursor(moment or null), pin(moment), zoom([from, to]), reset() }
  constructor(host, calendar, on) {
    this.host = host;
    this.calendar = calendar;
    this.on = on;
    this.panels = [];
    this.pointers = new Map();
    this.busy = false;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      forgetColours();
      this.rebuild();
    });
    host.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
  }

  // Draws this; where only numbers have changed, the panels stay.
  show(shown) {
    this.shown = shown;
    const panels = grouped(shown.series);
    const signature = JSON.stringify([panels.map(({ key, series }) => [key, series.map(({ index }) => index)]), Boolean(shown.before), this.host.clientWidth]);
    if (signature === this.signature) {
      panels.forEach((panel, i) => this.fresh(this.panels[i], panel));
    } else {
      this.signature = signature;
      this.build(panels);
    }
  }

  rebuild() {
    this.signature = '';
    if (this.shown) {
      this.show(this.shown);
    }
  }

  build(panels) {
    this.panels.forEach(({ plot }) => plot.destroy());
    this.panels = panels.map((panel, i) => this.make(panel, i === panels.length - 1, panels.length));
    this.host.replaceChildren(...this.panels.map(({ node }) => node));
  }

  // What the panel needs of what is shown.
  state(panel) {
    const { range, now, before, names, live } = this.shown;
    const of = (list) => list.filter(({ index }) => panel.series.some((one) => one.index === index));
    return Object.assign(panel, {
      range, now, until: Math.min(now, range.to), live,
      names: panel.series.map((one) => names[one.index]),
      before: before && { ...before, series: of(before.series).filter(({ kind }) => kind === panel.kind) },
    });
  }

  data(panel) {
    if (panel.kind !== 'curve') {
      const values = panel.kind === 'totals' ? [...panel.series, ...(panel.before?.series || [])].flatMap(({ points }) => points.map(([, , , last]) => last)) : [0, 1];
      const highest = Math.max(0, ...values);
      return [[panel.range.from, panel.range.to], [Math.min(0, ...values), highest || 1]];
    }
    const tables = [];
    panel.alone = [];
    panel.series.forEach((one) => {
      const { table, alone } = columns(one);
      tables.push(table);
      panel.alone.push(alone);
    });
    for (const one of panel.before?.series || []) {
      const { table } = columns(one, panel.before.moved);
      tables.push([table[0], table[1]]);
    }
    // 2: what nobody read beside a gap belongs to it
    return uPlot.join(tables, tables.map((table) => table.map(() => 2)));
  }

  fresh(panel, next) {
    Object.assign(panel, { series: next.series });
    this.state(panel);
    panel.plot.batch(() => {
      panel.plot.setData(this.data(panel), false);
      panel.plot.setScale('x', { min: panel.range.from, max: panel.range.to });
    });
  }

  make(panel, last, panels) {
    this.state(panel);
    const node = el('div', { class: `panel ${panel.kind}` });
    const width = Math.max(240, this.host.clientWidth);
    const tall = width < 560 ? 230 : panels > 1 ? 250 : 340;
    const height = (panel.kind === 'steps' ? panel.series.length * LANE : panels > 3 ? 170 : tall) + (last ? AXIS : 0);
    panel.node = node;
    panel.plot = new uPlot(this.options(panel, width, height, last), this.data(panel), node);
    panel.plot.setScale('x', { min: panel.range.from, max: panel.range.to });
    this.listen(panel.plot);
    return panel;
  }

  options(panel, width, height, last) {
    const wide = width < 560 ? 46 : 58;
    return {
      width, height,
      padding: [panel.kind === 'steps' ? 6 : 18, 8, last ? 0 : 4, 0],
      legend: { show: false },
      scales: {
        x: { time: false, range: (u, min, max) => [min, max] },
        y: panel.kind === 'steps' ? { range: [0, panel.series.length] } : panel.kind === 'totals' ? { range: (u, min, max) => [min < 0 ? min * 1.08 : 0, max * 1.08] } : {},
      },
      axes: [this.timeAxis(last), {
        size: wide, stroke: css('--quiet'), font: '11px system-ui, sans-serif', gap: 4,
        grid: { stroke: css('--line'), width: 1, show: panel.kind !== 'steps' },
        ticks: { show: false },
        values: panel.kind === 'steps' ? () => [] : (u, places) => places.map((place) => String(Number(place.toPrecision(12))).replace('-', '−')),
        space: 34,
      }],
      series: [{}, ...this.lines(panel)],
      bands: this.bands(panel),
      cursor: this.cursorOptions(panel),
      hooks: this.hooks(panel),
    };
  }

  timeAxis(last) {
    return {
      stroke: css('--quiet'), font: '11px system-ui, sans-serif', size: last ? AXIS : 0, gap: 4,
      grid: { stroke: css('--line'), width: 1 },
      ticks: { show: last, stroke: css('--line'), width: 1, size: 5 },
      splits: (u, axis, min, max) => {
        this.ticks = this.calendar.ticks(min, max, Math.max(2, u.width / (u.width < 560 ? 62 : 84)));
        return this.ticks.places;
      },
      values: (u, places) => (last ? this.calendar.ticks(u.scales.x.min, u.scales.x.max, Math.max(2, u.width / (u.width < 560 ? 62 : 84))).labels : places.map(() => '')),
    };
  }

  lines(panel) {
    if (panel.kind !== 'curve') {
      return [{ paths: () => null, points: { show: false }, stroke: 'transparent' }];
    }
    const edge = { stroke: 'transparent', width: 0, points: { show: false } };
    const lines = panel.series.flatMap((one, i) => [
      {
        stroke: colour(one.index), width: 1.8, dash: dash(one.index),
        points: { show: true, size: 5, fill: colour(one.index), filter: (u, column, show, gaps) => this.lonely(panel, i, u) },
      },
      edge, edge,
    ]);
    const old = (panel.before?.series || []).map((one) => ({ stroke: colour(one.index), width: 1.4, dash: [3, 4], alpha: 0.65, points: { show: false } }));
    return [...lines, ...old];
  }

  // Readings that stand alone have no line to be seen by.
  lonely(panel, i, u) {
    const places = [];
    u.data[0].forEach((moment, place) => {
      if (panel.alone[i].has(moment)) {
        places.push(place);
      }
    });
    return places;
  }

  bands(panel) {
    return panel.kind === 'curve' ? panel.series.map((one, i) => ({ series: [i * 3 + 3, i * 3 + 2], fill: `${colour(one.index)}30` })) : [];
  }

  cursorOptions(panel) {
    const lines = panel.kind === 'curve' ? panel.series.length * 3 : 0;
    return {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: CLICK },
      points: { size: (u, i) => (i <= lines && i % 3 === 1 ? 8 : 0), width: 2 },
      dataIdx: (u, i, place) => nearby(u.data[i], place),
      bind: { dblclick: () => () => this.on.reset() },
    };
  }

  hooks(panel) {
    return {
      drawClear: [(u) => panel.kind !== 'steps' && drawGaps(u, panel.series)],
      draw: [(u) => this.draw(u, panel)],
      setCursor: [(u) => this.on.cursor(u.cursor.left < 0 ? null : u.posToVal(u.cursor.left, 'x'))],
      setSelect: [(u) => this.selected(u)],
    };
  }

  draw(u, panel) {
    if (panel.kind === 'steps') {
      drawLanes(u, panel);
    } else {
      drawUnit(u, panel.unit);
    }
    if (panel.kind === 'totals') {
      const ends = (begin) => this.calendar.next(this.shown.per, begin, 1);
      drawBars(u, panel.series, ends);
      if (panel.before) {
        drawBars(u, panel.before.series, ends, true, panel.before.moved);
      }
    }
    drawNow(u, panel.now, panel.range);
  }

  selected(u) {
    const { left, width } = u.select;
    if (width >= CLICK) {
      this.on.zoom([u.posToVal(left, 'x'), u.posToVal(left + width, 'x')]);
    }
    u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  }

  // Puts the line of the cursor of all panels here; null takes it away.
  mark(moment) {
    for (const { plot } of this.panels) {
      plot.setCursor(moment === null ? { left: -10, top: -10 } : { left: plot.valToPos(moment, 'x'), top: 1 }, false);
    }
  }

  moment(u, clientX) {
    return u.posToVal(clientX - u.over.getBoundingClientRect().left, 'x');
  }

  listen(u) {
    let pressed = null;
    u.over.addEventListener('mousedown', (event) => {
      pressed = event.button === 0 ? event.clientX : null;
      this.busy = true;
      addEventListener('mouseup', () => { this.busy = false; }, { once: true });
    });
    u.over.addEventListener('click', (event) => {
      if (pressed !== null && Math.abs(event.clientX - pressed) < CLICK) {
        this.on.pin(this.moment(u, event.clientX));
      }
    });
    for (const kind of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel']) {
      u.over.addEventListener(kind, (event) => event.pointerType === 'touch' && this.touch(u, kind, event));
    }
  }

  // One finger moves the cursor, two zoom.
  touch(u, kind, event) {
    if (kind === 'pointerup' || kind === 'pointercancel') {
      this.pointers.delete(event.pointerId);
      if (this.pinch && this.pointers.size < 2) {
        this.pinch = null;
        this.settle(0);
      }
      return;
    }
    if (kind === 'pointermove' && !this.pointers.has(event.pointerId)) {
      return;
    }
    this.pointers.set(event.pointerId, event.clientX);
    const [a, b] = [...this.pointers.values()];
    if (b === undefined) {
      this.on.cursor(this.moment(u, a));
      return;
    }
    const apart = Math.max(12, Math.abs(a - b));
    const middle = this.moment(u, (a + b) / 2);
    if (!this.pinch) {
      const { min, max } = u.scales.x;
      this.pinch = { apart, middle, min, max };
      return;
    }
    const factor = this.pinch.apart / apart;
    const share = ((a + b) / 2 - u.over.getBoundingClientRect().left) / u.over.clientWidth;
    const length = (this.pinch.max - this.pinch.min) * factor;
    this.stretch([this.pinch.middle - share * length, this.pinch.middle + (1 - share) * length]);
  }

  wheel(event) {
    const panel = this.panels.find(({ plot }) => plot.root.contains(event.target));
    if (!panel || !(event.ctrlKey || event.metaKey)) {
      return;
    }
    event.preventDefault();
    const { min, max } = panel.plot.scales.x;
    const middle = Math.min(max, Math.max(min, this.moment(panel.plot, event.clientX)));
    const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006);
    this.stretch([middle - (middle - min) * factor, middle + (max - middle) * factor]);
    this.settle(SETTLED);
  }

  // Shows another time at once, with what is known of it.
  stretch([from, to]) {
    if (to - from >= LEAST && to - from <= MOST && from > 1e9) {
      this.stretched = [from, to];
      this.panels.forEach(({ plot }) => plot.setScale('x', { min: from, max: to }));
    }
  }

  settle(millis) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.stretched) {
        this.on.zoom(this.stretched);
        this.stretched = null;
      }
    }, millis);
  }
}

// The nearest place in a column where something stands; readings of several sources share their rows.
function nearby(column, place) {
  for (let i = 0; i < column.length; i++) {
    for (const each of [place - i, place + i]) {
      if (column[each] !== undefined) {
        return column[each] === null ? null : each;
      }
    }
  }
  return null;
}
