/** A line chart over the last two minutes, drawn at the size it has, so that letters stay legible. */
import {el, fill, svg} from './dom.js';
import {compact} from './format.js';

const HEIGHT = 170;
const EDGE = {left: 58, right: 12, top: 10, bottom: 24};
const SECONDS = 120;
const BETWEEN = 3.5; // seconds without a value, from which on a line is broken

/** Round steps of 1, 2 or 5 that give about three lines. */
const ticks = (largest) => {
  const rough = largest / 3;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * size).find((s) => s >= rough);
  return Array.from({length: Math.ceil(largest / step - 1e-9) + 1}, (_, i) => i * step);
};

const runs = (points) => {
  const found = [];
  for (const point of points) {
    const run = found.at(-1);
    if (run && point.age !== undefined && run.at(-1).age - point.age <= BETWEEN) run.push(point);
    else found.push([point]);
  }
  return found;
};

/**
 * A chart with a legend that shows the last values, or those under the pointer.
 * series: {name, field, className}; show: figures as text.
 */
export const lineChart = (title, series, show) => {
  const legend = el('div', {class: 'legend'});
  const drawing = svg('svg', {class: 'lines', role: 'img', height: HEIGHT});
  const node = el('figure', {class: 'chart'}, el('figcaption', {}, el('span', {class: 'chart-title'}, title), legend), drawing);
  let history = [];
  let pointed = null;

  const draw = () => {
    const width = Math.max(240, drawing.clientWidth || node.clientWidth);
    const plot = {width: width - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom};
    const largest = Math.max(0, ...history.flatMap((h) => series.map((s) => h[s.field] ?? 0)));
    const lines = ticks(largest || 1);
    const top = lines.at(-1);
    const x = (age) => EDGE.left + plot.width * (1 - age / SECONDS);
    const y = (value) => EDGE.top + plot.height * (1 - value / top);
    drawing.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    fill(drawing, grid(lines, y, width), times(x), series.map((s) => line(s, x, y)), crosshair(x, y));
    const last = history[pointed ?? history.length - 1];
    drawing.setAttribute('aria-label', `${title}: ${series.map((s) => `${s.name} ${last ? show(last[s.field]) : 'none'}`).join(', ')}`);
    fill(legend, pointed === null || !last ? null : el('span', {class: 'note'}, `${Math.round(last.age)} s ago`),
      series.map((s) => el('span', {class: `key ${s.className}`}, s.name, ' ', el('b', {}, last ? show(last[s.field]) : '–'))));
  };

  const grid = (lines, y, width) => lines.map((tick) => [
    svg('line', {class: tick === 0 ? 'axis' : 'grid', x1: EDGE.left, x2: width - EDGE.right, y1: y(tick), y2: y(tick)}),
    svg('text', {x: EDGE.left - 7, y: y(tick) + 4, 'text-anchor': 'end'}, tick >= 1000 ? compact(tick) : show(tick))]);

  const times = (x) => [[120, '2 min ago', 'start'], [60, '1 min ago', 'middle'], [0, 'now', 'end']].map(([age, text, anchor]) =>
    svg('text', {x: x(age), y: HEIGHT - 6, 'text-anchor': anchor}, text));

  const line = (s, x, y) =>
    runs(history.filter((h) => Number.isFinite(h[s.field]))).map((run) =>
      svg('path', {class: `line ${s.className}`, d: run.map((h, i) => `${i ? 'L' : 'M'}${x(h.age).toFixed(1)} ${y(h[s.field]).toFixed(1)}`).join('')}));

  const crosshair = (x, y) => {
    const at = pointed === null ? null : history[pointed];
    if (!at) return null;
    return [svg('line', {class: 'crosshair', x1: x(at.age), x2: x(at.age), y1: EDGE.top, y2: HEIGHT - EDGE.bottom}),
      series.filter((s) => Number.isFinite(at[s.field])).map((s) => svg('circle', {class: `dot ${s.className}`, cx: x(at.age), cy: y(at[s.field]), r: 3.5}))];
  };

  drawing.addEventListener('pointermove', (event) => {
    const box = drawing.getBoundingClientRect();
    const age = SECONDS * (1 - (event.clientX - box.left - EDGE.left) / (box.width - EDGE.left - EDGE.right));
    const distances = history.map((h) => Math.abs(h.age - age));
    pointed = history.length ? distances.indexOf(Math.min(...distances)) : null;
    draw();
  });
  drawing.addEventListener('pointerleave', () => {
    pointed = null;
    draw();
  });
  new ResizeObserver(draw).observe(node);
  return {node, update: (points) => {
    history = points;
    if (pointed !== null && pointed >= history.length) pointed = null;
    draw();
  }};
};
