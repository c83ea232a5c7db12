/** Which of two models is better so far. */
import {byId, el, fill, svg} from './dom.js';
import {ago, count, figure, percent, signed} from './format.js';

export const showExperiment = (experiment) => {
  const body = byId('experiment-body');
  if (!experiment) {
    fill(body, el('p', {class: 'note'}, 'No challenger: one model answers all rows.'));
    return;
  }
  const {mode, share, champion, challenger, rows, outcomes, verdict, confidence} = experiment;
  fill(body,
    el('p', {}, mode === 'shadow' ? 'In the shadow: the challenger scores, the champion answers.'
      : `The challenger answers ${percent(share, share < 0.1 ? 1 : 0)} of the rows.`),
    el('div', {class: 'scroll'}, el('table', {},
      el('thead', {}, el('tr', {}, ['', 'Version', 'Rows', 'Outcomes'].map((h, i) => el('th', {scope: 'col', class: i > 1 ? 'num' : null}, h)))),
      el('tbody', {}, arm('champion', champion, rows, outcomes), arm('challenger', challenger, rows, outcomes)))),
    el('p', {class: 'note'}, `Rows are counted since ${ago(experiment.rows_since)}, when this server started or a model changed; outcomes are kept.`),
    experiment.difference ? difference(experiment.difference) : el('p', {class: 'note'}, 'Nothing can be said before outcomes come back for both.'),
    el('p', {class: `judgement ${verdict}`, id: 'verdict'}, JUDGEMENT[verdict] ?? verdict),
    el('p', {class: 'note'}, `Brier score of the champion minus that of the challenger, with ${percent(confidence, 0)} confidence; may be looked at at any time.`));
};

const JUDGEMENT = {
  undecided: 'Undecided: the interval holds 0.',
  champion: 'The champion is better.',
  challenger: 'The challenger is better.',
};

const arm = (name, version, rows, outcomes) =>
  el('tr', {}, el('th', {scope: 'row'}, name), el('td', {}, version ?? '–'),
    el('td', {class: 'num'}, count(rows?.[name])), el('td', {class: 'num'}, count(outcomes?.[name])));

const W = 420;
const H = 74;

/** The interval around 0; left the champion is better, right the challenger. */
const difference = ({mean, lower, upper}) => {
  const reach = 1.15 * Math.max(Math.abs(lower), Math.abs(upper), 1e-9);
  const x = (value) => W / 2 + (value / reach) * (W / 2 - 8);
  const text = (at, y, anchor, words, name) => svg('text', {x: at, y, 'text-anchor': anchor, class: name}, words);
  const at = Math.min(W - 60, Math.max(60, x(mean)));
  return el('figure', {class: 'interval'}, svg('svg', {viewBox: `0 0 ${W} ${H}`, role: 'img',
    'aria-label': `Difference ${figure(mean)}, from ${figure(lower)} to ${figure(upper)}`},
  svg('line', {class: 'axis', x1: 8, x2: W - 8, y1: 36, y2: 36}),
  svg('line', {class: 'zero', x1: W / 2, x2: W / 2, y1: 22, y2: 50}),
  svg('line', {class: 'range', x1: x(lower), x2: x(upper), y1: 36, y2: 36}),
  [lower, upper].map((end) => svg('line', {class: 'range end', x1: x(end), x2: x(end), y1: 30, y2: 42})),
  svg('circle', {class: 'mean', cx: x(mean), cy: 36, r: 5}),
  text(at, 14, 'middle', `${exact(mean)} [${exact(lower)}, ${exact(upper)}]`, 'strong'),
  text(8, 66, 'start', '← champion better'), text(W / 2, 66, 'middle', '0'), text(W - 8, 66, 'end', 'challenger better →')));
};

const exact = (value) => (Math.abs(value) < 0.1 ? (value < 0 ? '−' : '+') + Math.abs(value).toFixed(4) : signed(value));
