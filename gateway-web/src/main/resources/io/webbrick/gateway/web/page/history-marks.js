// What is drawn besides curves: gaps, bars of totals, lanes of switches. Works on a uPlot canvas, in pixels of the device.
import { stretches } from './history-data.js';

// Why readings are missing: a colour and the lines of a tile, so that gaps differ by their pattern too.
export const REASONS = {
  silent: ['--quiet', 0, 8, 8, 0], 'sensor fault': ['--warn', 0, 4, 8, 4], restart: ['--accent', 4, 0, 4, 8], lost: ['--bad', 0, 8, 8, 0, 0, 0, 8, 8],
};
const STRIP = 5;
const LABEL = 15;

export const css = (name) => getComputedStyle(document.getElementById('main')).getPropertyValue(name);
// Eight that differ for people with any kind of colour blindness; the later four are dashed as well.
export const colour = ({ index }) => css(`--s${index}`);

// Draws within the panel: fill(from, to, top, height), in moments and pixels.
function within(u, draw) {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox, ratio, (from, to, top, height) => {
    const left = u.valToPos(from, 'x', true);
    ctx.fillRect(left, top, Math.max(ratio * 1.5, u.valToPos(to, 'x', true) - left), height);
  });
  ctx.restore();
}

function hatch(context, reason, ratio) {
  const [name, ...lines] = REASONS[reason] || REASONS.silent;
  const tile = Object.assign(document.createElement('canvas'), { width: 8 * ratio, height: 8 * ratio });
  const pen = tile.getContext('2d');
  pen.scale(ratio, ratio);
  pen.strokeStyle = css(name);
  pen.globalAlpha = 0.6;
  for (let i = 0; i < lines.length; i += 4) {
    pen.moveTo(lines[i], lines[i + 1]);
    pen.lineTo(lines[i + 2], lines[i + 3]);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}

// The gaps of a lone curve, and those of all curves alike, fill the panel; of several curves each has a strip of its colour.
export function drawGaps(u, series) {
  within(u, (context, bbox, ratio, fill) => {
    let strip = bbox.top + bbox.height;
    series.forEach((one, i) => {
      const own = (reason) => series.length > 1 && !/restart|lost/.test(reason);
      strip -= one.gaps.some(([, , reason]) => own(reason)) ? (STRIP + 1) * ratio : 0;
      for (const [from, to, reason] of one.gaps) {
        const place = own(reason) ? [strip, STRIP * ratio] : [bbox.top, bbox.height];
        if (own(reason)) {
          context.globalAlpha = 0.3;
          context.fillStyle = colour(one);
          fill(from, to, ...place);
          context.globalAlpha = 1;
        }
        if (own(reason) || !i || !series[0].gaps.some((other) => `${other}` === `${[from, to, reason]}`)) {
          context.fillStyle = hatch(context, reason, ratio);
          fill(from, to, ...place);
        }
      }
    });
  });
}

// A bar for each period, as wide as the period is long, those of several counters side by side.
export function drawBars(u, series, ends, moved) {
  within(u, (context, bbox, ratio) => series.forEach((one, i) => {
    context.fillStyle = context.strokeStyle = colour(one);
    context.lineWidth = ratio;
    context.setLineDash([3 * ratio, 3 * ratio]);
    for (const [time, , , total] of one.points) {
      const begins = moved ? moved(time) : time;
      const left = u.valToPos(begins, 'x', true);
      const width = (u.valToPos(ends(begins), 'x', true) - left) * 0.8;
      const y = u.valToPos(total, 'y', true);
      context[moved ? 'strokeRect' : 'fillRect'](left + width / 8 + (i * width) / series.length, y, Math.max(ratio, width / series.length - ratio), u.valToPos(0, 'y', true) - y);
    }
  }));
}

// A lane for each switch: filled while on, half filled where it was both within one point; that of the period before below.
export function drawLanes(u, { series, names, time, before }) {
  within(u, (context, bbox, ratio, fill) => series.forEach((one, i) => {
    const height = bbox.height / series.length;
    const top = bbox.top + i * height + LABEL * ratio;
    const bar = height - (LABEL + 5) * ratio;
    const lane = (parts, y, high, alpha) => parts.filter(([from, to, value]) => value && to > from).forEach(([from, to, value]) => {
      context.globalAlpha = value * alpha;
      fill(from, to, y, high);
    });
    context.globalAlpha = 1;
    context.fillStyle = css('--soft');
    context.fillRect(bbox.left, top, bbox.width, bar);
    for (const [from, to, reason] of one.gaps) {
      context.fillStyle = hatch(context, reason, ratio);
      fill(from, to, top, bar);
    }
    context.fillStyle = colour(one);
    lane(stretches(one, { ...time, to: Math.min(time.to, time.now) }), top, bar, 0.85);
    const old = before?.series.find(({ index }) => index === one.index);
    lane(old ? stretches(old, time, before.moved) : [], top + bar + ratio, 3 * ratio, 0.45);
    context.globalAlpha = 1;
    context.fillStyle = css('--quiet');
    context.font = `${11 * ratio}px sans-serif`;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.fillText(names[one.index], bbox.left, top - 2 * ratio);
  }));
}

// Where the clock stands, when the time shown goes beyond it.
export function drawNow(u, now) {
  within(u, (context, bbox, ratio, fill) => {
    context.fillStyle = css('--accent');
    fill(now, now, bbox.top, bbox.height);
  });
}

// What the numbers at the axis are.
export function drawUnit({ ctx, bbox }, unit) {
  const ratio = uPlot.pxRatio;
  ctx.fillStyle = css('--quiet');
  ctx.font = `600 ${11 * ratio}px sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(unit, bbox.left - 5 * ratio, bbox.top - 2 * ratio);
}
