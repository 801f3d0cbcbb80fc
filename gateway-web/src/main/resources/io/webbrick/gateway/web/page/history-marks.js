// What is drawn on a panel besides curves: gaps, bars of totals, lanes of switches, the line of now. Works on a uPlot canvas,
// which counts in pixels of the device.
import { LAST, TIME, stretches } from './history-data.js';

export const REASONS = ['silent', 'sensor fault', 'restart', 'lost'];
const COMMON = ['restart', 'lost'];
const STRIP = 5;
const BAR = 0.8;
const LANE_LABEL = 15;
const hatches = new Map();

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// The eight colours of curves, told apart by people with any kind of colour blindness; later four are dashed as well.
export const colour = (index) => css(`--s${index % 8}`);
export const dash = (index) => [[], [], [], [], [7, 3], [2, 3], [8, 3, 2, 3], [12, 4]][index % 8];

export function forgetColours() {
  hatches.clear();
}

// Gaps differ by their pattern, not only by colour.
function hatch(context, reason, ratio) {
  const key = `${reason} ${ratio}`;
  if (!hatches.has(key)) {
    const tile = document.createElement('canvas');
    tile.width = Math.round(8 * ratio);
    tile.height = tile.width;
    const pen = tile.getContext('2d');
    const size = tile.width;
    pen.strokeStyle = css({ 'sensor fault': '--warn', restart: '--accent', lost: '--bad' }[reason] || '--quiet');
    pen.globalAlpha = 0.6;
    pen.lineWidth = ratio;
    pen.beginPath();
    if (reason === 'sensor fault') {
      pen.moveTo(0, size / 2);
      pen.lineTo(size, size / 2);
    } else if (reason === 'restart') {
      pen.moveTo(size / 2, 0);
      pen.lineTo(size / 2, size);
    } else {
      pen.moveTo(0, size);
      pen.lineTo(size, 0);
    }
    if (reason === 'lost') {
      pen.moveTo(0, 0);
      pen.lineTo(size, size);
    }
    pen.stroke();
    hatches.set(key, context.createPattern(tile, 'repeat'));
  }
  return hatches.get(key);
}

function within(u, draw) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox, uPlot.pxRatio);
  ctx.restore();
}

function gap(u, context, [from, to, reason], top, height, ratio) {
  const left = u.valToPos(from, 'x', true);
  const width = Math.max(2 * ratio, u.valToPos(to, 'x', true) - left);
  context.fillStyle = hatch(context, reason, ratio);
  context.fillRect(left, top, width, height);
}

// The gaps of a lone curve, and those of all curves alike, fill the panel; of several curves each has a strip of its colour.
export function drawGaps(u, series) {
  within(u, (context, bbox, ratio) => {
    let strip = bbox.top + bbox.height;
    series.forEach((one, i) => {
      const own = series.length > 1 ? one.gaps.filter(([, , reason]) => !COMMON.includes(reason)) : [];
      one.gaps.filter((each) => !own.includes(each) && (i === 0 || !series[0].gaps.some((first) => `${first}` === `${each}`)))
        .forEach((each) => gap(u, context, each, bbox.top, bbox.height, ratio));
      if (own.length) {
        strip -= (STRIP + 1) * ratio;
        for (const each of own) {
          context.globalAlpha = 0.3;
          context.fillStyle = colour(one.index);
          const left = u.valToPos(each[0], 'x', true);
          context.fillRect(left, strip, Math.max(2 * ratio, u.valToPos(each[1], 'x', true) - left), STRIP * ratio);
          context.globalAlpha = 1;
          gap(u, context, each, strip, STRIP * ratio, ratio);
        }
      }
    });
  });
}

// A bar for each period, as wide as the period is long, those of several counters side by side.
export function drawBars(u, series, ends, outlined = false, moved = (moment) => moment) {
  within(u, (context, bbox, ratio) => {
    const nought = u.valToPos(0, 'y', true);
    series.forEach((one, i) => {
      context.fillStyle = colour(one.index);
      context.strokeStyle = colour(one.index);
      context.lineWidth = 1.5 * ratio;
      context.setLineDash(outlined ? [3 * ratio, 3 * ratio] : []);
      for (const point of one.points) {
        const begin = moved(point[TIME]);
        const left = u.valToPos(begin, 'x', true);
        const period = u.valToPos(ends(begin), 'x', true) - left;
        const width = (period * BAR) / series.length;
        const x = left + (period * (1 - BAR)) / 2 + i * width;
        const y = u.valToPos(point[LAST], 'y', true);
        if (outlined) {
          context.strokeRect(x, Math.min(y, nought), Math.max(ratio, width - ratio), Math.abs(nought - y));
        } else {
          context.globalAlpha = 0.85;
          context.fillRect(x, Math.min(y, nought), Math.max(ratio, width - ratio), Math.abs(nought - y));
        }
      }
    });
  });
}

// A lane for each switch: filled while on, half filled where it was both within what one point tells.
export function drawLanes(u, panel) {
  within(u, (context, bbox, ratio) => {
    const height = bbox.height / panel.series.length;
    panel.series.forEach((one, i) => {
      const top = bbox.top + i * height + LANE_LABEL * ratio;
      const bar = height - (LANE_LABEL + 5) * ratio;
      context.fillStyle = css('--soft');
      context.fillRect(bbox.left, top, bbox.width, bar);
      one.gaps.forEach((each) => gap(u, context, each, top, bar, ratio));
      context.fillStyle = colour(one.index);
      lane(u, context, stretches(one, panel.range, panel.until), top, bar, ratio, 0.85);
      const old = panel.before?.series.find(({ index }) => index === one.index);
      if (old) {
        lane(u, context, stretches(old, panel.range, panel.range.to, panel.before.moved), top + bar + ratio, 3 * ratio, ratio, 0.45);
      }
      context.globalAlpha = 1;
      context.fillStyle = css('--quiet');
      context.font = `${11 * ratio}px system-ui, sans-serif`;
      context.textBaseline = 'bottom';
      context.textAlign = 'left';
      context.fillText(panel.names[i], bbox.left + ratio, top - 2 * ratio, bbox.width);
    });
  });
}

function lane(u, context, parts, top, height, ratio, alpha) {
  for (const [from, to, value] of parts) {
    if (value > 0) {
      const left = u.valToPos(from, 'x', true);
      context.globalAlpha = alpha * value;
      context.fillRect(left, top, Math.max(ratio, u.valToPos(to, 'x', true) - left), height);
    }
  }
}

// What the numbers at the axis are.
export function drawUnit({ ctx, bbox }, unit) {
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = css('--quiet');
  ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(unit, bbox.left - 5 * ratio, bbox.top - 2 * ratio);
  ctx.restore();
}

// Where the clock stands, when the time shown goes beyond it.
export function drawNow(u, now, range) {
  if (now <= range.from || now >= range.to) {
    return;
  }
  within(u, (context, bbox, ratio) => {
    const x = Math.round(u.valToPos(now, 'x', true));
    context.fillStyle = css('--accent');
    context.globalAlpha = 0.7;
    context.fillRect(x, bbox.top, ratio, bbox.height);
  });
}
