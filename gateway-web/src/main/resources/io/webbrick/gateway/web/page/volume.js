// How many records there were, over time, stacked by level. Drawing a range across it with the pointer shows that range.
import { address, ask } from './api.js';
import { count, el, svg } from './dom.js';
import { clock, moment } from './time.js';
import { filters } from './view.js';

const HEIGHT = 56;
const EVERY = 10000;
const RANGES = { '15m': '15 min', '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d', all: 'all' };

export function createVolume(view, choose) {
  const picture = svg('svg', { class: 'volume', height: HEIGHT, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Volume' });
  const said = el('span', { class: 'quiet' });
  const ranges = el('select', { 'aria-label': 'Time the volume covers', onchange: () => refresh() },
    Object.entries(RANGES).map(([value, label]) => el('option', { value, selected: value === '1h' }, label)));
  const node = el('div', { class: 'volumes' }, picture, el('div', { class: 'below' }, said, ranges));
  let shown = null;
  let turn = 0;
  let timer = 0;
  let drag = null;

  function span(bucket) {
    return `${moment(bucket[0])} to ${clock(bucket[0] + shown.bucketMillis, false)}`;
  }

  function summary() {
    const sums = shown.levels.map((level, i) => [level, shown.buckets.reduce((sum, b) => sum + b[i + 1], 0)]);
    const all = sums.reduce((sum, [, n]) => sum + n, 0);
    const bad = sums.filter(([level, n]) => n > 0 && level !== 'DEBUG' && level !== 'INFO').map(([level, n]) => `${count(n)} ${level}`);
    const part = shown.complete ? '' : `, older ones not counted (before ${moment(shown.from)})`;
    return `${count(all)} records from ${moment(shown.from)} to ${moment(shown.to)}${bad.length ? `: ${bad.join(', ')}` : ''}${part}`;
  }

  function draw() {
    const width = Math.max(100, picture.clientWidth);
    picture.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    const from = new Date(shown.from).getTime();
    const scale = width / Math.max(1, new Date(shown.to).getTime() - from);
    const most = Math.max(1, ...shown.buckets.map((b) => b.slice(1).reduce((sum, n) => sum + n, 0)));
    const bars = [];
    for (const bucket of shown.buckets) {
      const x = (bucket[0] - from) * scale;
      const w = Math.max(1, shown.bucketMillis * scale - 1);
      let y = HEIGHT;
      shown.levels.forEach((level, i) => {
        const n = bucket[i + 1];
        if (n > 0) {
          const h = Math.max(1.5, (n / most) * (HEIGHT - 4));
          y -= h;
          bars.push(svg('rect', { x, y, width: w, height: h, class: level.toLowerCase() }));
        }
      });
    }
    picture.replaceChildren(svg('rect', { class: 'ground', x: 0, y: 0, width, height: HEIGHT }), ...bars);
    picture.setAttribute('aria-label', `Volume: ${summary()}`);
    said.textContent = summary();
  }

  async function refresh(again) {
    clearTimeout(timer);
    const mine = ++turn;
    if (node.isConnected && node.clientHeight > 0 && !document.hidden && !drag) {
      const now = view();
      const range = now.from || now.to ? '' : ranges.value;
      const buckets = Math.min(200, Math.max(20, Math.floor(picture.clientWidth / 7)));
      try {
        const answer = await ask(address('/api/histogram', {
          stream: now.stream, ...filters({ ...now, at: '' }), from: now.from, to: now.to, range, buckets,
        }), { again: again === true });
        if (mine !== turn) {
          return;
        }
        shown = answer;
        ranges.hidden = !range;
        draw();
      } catch (problem) {
        if (mine === turn) {
          said.textContent = `no volume: ${problem.message}`;
        }
      }
    }
    if (mine === turn) {
      timer = setTimeout(() => refresh(true), EVERY);
    }
  }

  function when(event) {
    const frame = picture.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width));
    const from = new Date(shown.from).getTime();
    return from + part * (new Date(shown.to).getTime() - from);
  }

  function bucketAt(moment) {
    return shown.buckets.find((b) => moment >= b[0] && moment < b[0] + shown.bucketMillis);
  }

  picture.addEventListener('pointerdown', (event) => {
    if (shown) {
      picture.setPointerCapture(event.pointerId);
      drag = { begin: when(event), x: event.offsetX, brush: svg('rect', { class: 'brush', y: 0, height: HEIGHT, width: 0, x: event.offsetX }) };
      picture.append(drag.brush);
    }
  });

  picture.addEventListener('pointermove', (event) => {
    if (!shown) {
      return;
    }
    if (drag) {
      drag.brush.setAttribute('x', Math.min(drag.x, event.offsetX));
      drag.brush.setAttribute('width', Math.abs(event.offsetX - drag.x));
    }
    const bucket = bucketAt(when(event));
    said.textContent = bucket
      ? `${span(bucket)}: ${shown.levels.map((level, i) => [level, bucket[i + 1]]).filter(([, n]) => n).map(([level, n]) => `${count(n)} ${level}`).join(', ') || 'no records'}`
      : summary();
  });

  picture.addEventListener('pointerleave', () => {
    if (shown && !drag) {
      said.textContent = summary();
    }
  });

  picture.addEventListener('pointercancel', () => {
    drag?.brush.remove();
    drag = null;
  });

  picture.addEventListener('pointerup', (event) => {
    if (!drag) {
      return;
    }
    const end = when(event);
    let [from, to] = [Math.min(drag.begin, end), Math.max(drag.begin, end)];
    const wide = Math.abs(event.offsetX - drag.x) > 3;
    drag.brush.remove();
    drag = null;
    if (!wide) {
      const bucket = bucketAt(end);
      if (!bucket) {
        return;
      }
      [from, to] = [bucket[0], bucket[0] + shown.bucketMillis];
    }
    choose(new Date(Math.floor(from)).toISOString(), new Date(Math.ceil(Math.max(to, from + 1000))).toISOString());
  });

  document.addEventListener('visibilitychange', () => document.hidden || refresh());
  new ResizeObserver(() => shown && picture.clientWidth > 0 && draw()).observe(picture);

  return { node, refresh, stop: () => { turn++; clearTimeout(timer); } };
}
