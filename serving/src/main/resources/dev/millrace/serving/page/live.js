/** What the server does right now. */
import {byId, el, fill, sized} from './dom.js';
import {lineChart} from './chart.js';
import {count, duration, figure, millis, moment, percent} from './format.js';

const REASONS = {
  inline: 'at once, on the event loop',
  idle: 'a worker was free and nothing else waited',
  queued: 'waited while workers were busy',
  full: 'as many rows as are scored together',
};

const requests = lineChart('Requests per second', [{name: 'requests/s', field: 'requests_per_second', className: 's1'}], figure);
const latency = lineChart('Latency', [{name: 'p50', field: 'p50', className: 's1'}, {name: 'p99', field: 'p99', className: 's2'}], millis);
fill(byId('charts'), requests.node, latency.node);

/** Shows a status; the newest point of its history is now. */
export const showLive = (status) => {
  const {server, traffic, batching} = status;
  byId('live-note').textContent =
    `up ${duration(server.uptime_seconds)} · ${server.event_loops} event loop${server.event_loops === 1 ? '' : 's'} · ${server.transport}`;
  tiles(traffic);
  const history = aged(traffic.history ?? []);
  requests.update(history);
  latency.update(history);
  fill(byId('batching'), batches(batching));
  fill(byId('unseen'), unseen(status.unseen ?? []));
};

const aged = (history) => {
  const times = history.map((h) => moment(h.at));
  const now = Math.max(...times);
  return history.map((h, i) => ({...h, p50: h.p50 || null, p99: h.p99 || null, age: (now - times[i]) / 1000})).filter((h) => h.age <= 121);
};

const tiles = (traffic) => {
  const {p50, p99, p999} = traffic.latency_ms ?? {};
  const shown = [
    ['Requests/s', figure(traffic.requests_per_second)],
    ['Rows/s', figure(traffic.rows_per_second)],
    ['p50', millis(p50 || null)], // 0 where nothing was asked
    ['p99', millis(p99 || null)],
    ['p99.9', millis(p999 || null)],
    ['In flight', count(traffic.in_flight)],
    ['Connections', count(traffic.connections)],
    ['Shed/s', figure(traffic.shed_per_second), traffic.shed_per_second > 0],
    ['Errors/s', figure(traffic.errors_per_second), traffic.errors_per_second > 0],
  ];
  fill(byId('tiles'), shown.map(([name, value, warn]) =>
    el('div', {class: warn ? 'tile warn' : 'tile'}, el('dt', {}, name), el('dd', {}, value))));
};

const batches = (batching) => {
  if (!batching) return el('p', {class: 'note'}, 'Nothing was scored yet.');
  const dispatches = Object.entries(batching.dispatches ?? {});
  const all = dispatches.reduce((sum, [, n]) => sum + n, 0);
  return [
    el('p', {}, `Mode ${batching.mode}`, batching.mean_rows ? ` · ${figure(batching.mean_rows)} rows in a batch on average` : '',
      batching.micros_per_row ? ` · ${figure(batching.micros_per_row)} µs per row` : ''),
    all === 0 ? el('p', {class: 'note'}, 'Nothing was scored yet.')
      : el('ul', {class: 'shares'}, dispatches.map(([reason, n]) => share(reason, REASONS[reason] ?? '', n, n / all))),
  ];
};

const share = (name, note, n, part) =>
  el('li', {}, el('span', {class: 'share-name'}, el('b', {}, name), note ? el('span', {class: 'note'}, ` ${note}`) : null),
    el('span', {class: 'share-count'}, `${count(n)} · ${percent(part)}`),
    el('span', {class: 'share-bar', 'aria-hidden': 'true'}, sized(el('span', {}), 'width', `${(100 * part).toFixed(2)}%`)));

const unseen = (list) => {
  if (list.length === 0) return el('p', {class: 'note'}, 'Every category that came was known from training rows.');
  const sorted = [...list].sort((a, b) => b.count - a.count);
  const largest = sorted[0].count;
  return el('ul', {class: 'shares'}, sorted.map(({feature, count: n}) =>
    el('li', {}, el('span', {class: 'share-name'}, el('b', {}, feature)), el('span', {class: 'share-count'}, count(n)),
      el('span', {class: 'share-bar', 'aria-hidden': 'true'}, sized(el('span', {}), 'width', `${(100 * n / largest).toFixed(2)}%`)))));
};
