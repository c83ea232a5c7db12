/** The form that is made from the contract. */
import {byId, el, fill} from './dom.js';
import {value as shown} from './format.js';

const KINDS = {
  integer: 'Numbers',
  number: 'Numbers',
  category: 'Categories',
  boolean: 'Yes or no',
  date: 'Dates and times',
  timestamp: 'Dates and times',
};

/** mean(usage.minutes, 30d) belongs to the table usage. */
const tableOf = (name) => /\(\s*([A-Za-z_]\w*)[.)]/.exec(name)?.[1];

const groupOf = (column) => {
  const table = tableOf(column.name);
  return table ? `From ${table}` : KINDS[column.type];
};

const options = (values) => [el('option', {value: ''}, ''), ...values.map(([value, text]) => el('option', {value}, text))];

const controlOf = (column, id) => {
  const common = {id, name: column.name, 'aria-describedby': `${id}-hint ${id}-problem`, autocomplete: 'off'};
  if (column.type === 'boolean') return el('select', common, options([['true', 'yes'], ['false', 'no']]));
  if (column.values?.length) return el('select', common, options(column.values.map((v) => [v, v])));
  if (column.type === 'category') {
    return el('input', {...common, type: 'text', list: column.known?.length ? `${id}-known` : null});
  }
  if (column.type === 'integer' || column.type === 'number') {
    return el('input', {...common, type: 'text', inputmode: 'decimal'});
  }
  if (column.formats?.length) return el('input', {...common, type: 'text', placeholder: column.formats[0]});
  return column.type === 'date'
    ? el('input', {...common, type: 'date'})
    : el('input', {...common, type: 'datetime-local', step: 1});
};

const range = ({min, max, unit}) => {
  if (min === null && max === null) return '';
  if (max === null) return `from ${min}`;
  return min === null ? `up to ${max}` : `${min} to ${max}`;
};

const usual = (column) => (column.usual === null || column.usual === undefined ? '' : `usual ${usualText(column)}`);

const usualText = ({usual, type}) =>
  type === 'timestamp' ? String(usual).replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z?$/, '$1') : shown(typeof usual === 'number' ? Number(usual.toPrecision(4)) : usual);

const hint = (column) =>
  [column.description, range(column), usual(column), column.type === 'timestamp' ? 'UTC' : ''].filter(Boolean).join(' · ');

const field = (column, index) => {
  const id = `f${index}`;
  const control = controlOf(column, id);
  const node = el('div', {class: 'field', 'data-column': column.name},
    el('label', {for: id},
      el('span', {class: 'name'}, column.name),
      column.missing ? null : el('span', {class: 'required'}, 'required')),
    el('div', {class: 'control'}, control, column.unit ? el('span', {class: 'unit'}, column.unit) : null),
    column.type === 'category' && column.known?.length && !column.values?.length
      ? el('datalist', {id: `${id}-known`}, column.known.map((v) => el('option', {value: v}))) : null,
    el('p', {class: 'hint', id: `${id}-hint`}, hint(column)),
    el('p', {class: 'problem', id: `${id}-problem`, hidden: true}));
  return {column, control, node};
};

const read = ({column, control}) => {
  const text = control.value.trim();
  if (text === '') return undefined;
  if (column.type === 'boolean') return text === 'true';
  if (column.type === 'integer' || column.type === 'number') {
    return Number.isFinite(Number(text)) ? Number(text) : text;
  }
  return control.type === 'datetime-local' ? `${text}Z` : text;
};

const write = ({control}, given) => {
  let text = given === undefined || given === null ? '' : String(given);
  if (control.type === 'datetime-local') text = text.replace(/(\.\d{1,3})\d*/, '$1').replace(/Z$/, '');
  control.value = text;
};

/** Shows the fields of a card and tells how to read, write and mark them. */
export const makeForm = (card) => {
  const columns = [...card.columns];
  if (card.key && !columns.some((c) => c.name === card.key)) {
    columns.unshift({name: card.key, type: 'category', missing: true, min: null, max: null,
      description: 'identifies the row', group: 'Key'});
  }
  const fields = columns.map(field);
  const groups = new Map();
  fields.forEach((f) => {
    const name = f.column.group ?? groupOf(f.column);
    groups.set(name, [...(groups.get(name) ?? []), f]);
  });
  fill(byId('fields'), [...groups].map(([name, members]) =>
    el('fieldset', {class: `span-${Math.min(3, members.length)}`}, el('legend', {}, name), el('div', {class: 'fields'}, members.map((f) => f.node)))));
  const unmark = () => fields.forEach((f) => mark(f, ''));
  return {
    row: () => Object.fromEntries(fields.map((f) => [f.column.name, read(f)]).filter(([, v]) => v !== undefined)),
    fill: (row) => fields.forEach((f) => write(f, row[f.column.name])),
    unmark,
    /** Marks dates that are not complete, which browsers give as empty. */
    incomplete: () => {
      const broken = fields.filter((f) => f.control.validity.badInput);
      broken.forEach((f) => mark(f, 'This is not complete.'));
      broken[0]?.control.focus();
      return broken.length > 0;
    },
    /** Marks the fields named and gives the problems that are of no field. */
    mark: (problems) => {
      unmark();
      const rest = problems.filter((p) => !fields.some((f) => f.column.name === p.column));
      const marked = fields.filter((f) => problems.some((p) => p.column === f.column.name));
      marked.forEach((f) => mark(f, problems.filter((p) => p.column === f.column.name).map((p) => p.message).join(' ')));
      marked[0]?.control.focus();
      return rest;
    },
  };
};

const mark = ({node, control}, message) => {
  const problem = node.querySelector('.problem');
  problem.textContent = message;
  problem.hidden = !message;
  node.classList.toggle('broken', Boolean(message));
  if (message) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
};
