/** The answer to a row: probability, decision, reasons. */
import {byId, code, copyButton, el, fill, sized} from './dom.js';
import {millis, percent, signed, value} from './format.js';

const target = byId('answer');

export const waitForRow = () =>
  fill(target, el('div', {class: 'empty'},
    el('p', {class: 'big'}, 'No row yet'),
    el('p', {class: 'note'}, 'Fill in a row, or take the example, and press Predict.')));

export const refused = (error) =>
  fill(target, el('div', {class: 'empty'},
    el('p', {class: 'big'}, 'No prediction'),
    el('p', {}, error.message),
    error.hint ? el('p', {class: 'note'}, error.hint) : null,
    error.retryAfter ? el('p', {class: 'note'}, `Try again in ${error.retryAfter} s.`) : null));

/** Where the answer is below the form, as on a phone, nobody would see it come. */
const reveal = () => {
  if (target.getBoundingClientRect().top > innerHeight * 0.8) target.scrollIntoView({block: 'start'});
};

/** Shows a prediction; challenged rows carry a version and threshold of their own. */
export const answered = (answer, card, took, command) => {
  const prediction = answer.prediction;
  const threshold = prediction.threshold ?? answer.threshold;
  const version = prediction.version ?? answer.version;
  fill(target,
    el('h2', {class: 'quiet-title'}, `Probability that ${card.target.column} is ${card.target.positive}`),
    el('div', {class: 'verdict'},
      el('span', {class: 'probability', id: 'probability'}, percent(prediction.probability)),
      el('span', {class: `decision ${prediction.decision ? 'yes' : 'no'}`, id: 'decision'},
        prediction.decision ? `Decision: ${card.target.positive}` : `Decision: not ${card.target.positive}`)),
    bar(prediction.probability, threshold, prediction.decision),
    reasons(prediction.reasons ?? [], card),
    el('dl', {class: 'facts'},
      fact('Prediction', el('code', {id: 'prediction-id'}, prediction.id), copyButton(prediction.id, 'the id of the prediction')),
      prediction.key ? fact(card.key, prediction.key) : null,
      fact('Answered by', `version ${version}${prediction.version ? ' (challenger)' : ''}`, `, after ${millis(took)}`)),
    el('details', {}, el('summary', {}, 'The same with curl'), code(command, 'the command')));
  reveal();
};

const fact = (name, ...values) => el('div', {}, el('dt', {}, name), el('dd', {}, values));

const bar = (probability, threshold, decision) => {
  const described = `${percent(probability)}; the decision is yes from ${percent(threshold)} on`;
  const edge = threshold > 0.75 ? 'left' : threshold < 0.25 ? 'right' : '';
  return el('div', {class: 'meter', role: 'img', 'aria-label': described},
    sized(el('div', {class: `threshold-label ${edge}`}, `threshold ${percent(threshold)}`), 'left', percentage(threshold)),
    el('div', {class: 'track'},
      sized(el('div', {class: `value ${decision ? 'yes' : 'no'}`}), 'width', percentage(probability)),
      sized(el('div', {class: 'threshold'}), 'left', percentage(threshold))),
    el('div', {class: 'scale'}, el('span', {}, '0 %'), el('span', {}, '50 %'), el('span', {}, '100 %')));
};

const percentage = (share) => `${(100 * Math.min(1, Math.max(0, share))).toFixed(3)}%`;

const reasons = (list, card) => {
  if (list.length === 0) return el('p', {class: 'note'}, 'No column moves this answer.');
  const largest = Math.max(...list.map((r) => Math.abs(r.effect)));
  return el('div', {class: 'why'},
    el('h3', {}, 'Why'),
    el('div', {class: 'sides', 'aria-hidden': 'true'}, el('span', {}, '← less probable'), el('span', {}, 'more probable →')),
    el('ol', {class: 'reasons', id: 'reasons'}, list.map((reason) => one(reason, largest, card))),
    el('p', {class: 'note'}, 'Effects are in log-odds, against nothing being known of the column. They say what the model leans on, not what causes what.'));
};

const one = (reason, largest, card) => {
  const column = card.columns.find((c) => c.name === reason.column);
  const share = `${((50 * Math.abs(reason.effect)) / largest).toFixed(2)}%`;
  const side = reason.effect < 0 ? 'less' : 'more';
  const usual = /\(usual ([^)]*)\)/.exec(reason.text ?? '')?.[1];
  return el('li', {title: reason.text},
    el('span', {class: 'what'}, el('span', {class: 'name'}, reason.column), ' ',
      el('strong', {}, value(reason.value)), column?.unit && reason.value !== null ? ` ${column.unit}` : '',
      usual ? el('span', {class: 'note'}, ` usual ${usual}`) : null),
    el('span', {class: 'effect'}, signed(reason.effect)),
    el('span', {class: 'diverging', 'aria-hidden': 'true'}, sized(el('span', {class: side}), 'width', share)));
};
