/** Schemas of the OpenAPI document as tables. */
import {el} from './dom.js';
import {inline} from './markdown.js';

const PREFIX = '#/components/schemas/';

/** Follows references within the document. */
export const resolve = (document, node) =>
  node?.$ref ? resolve(document, node.$ref.slice(2).split('/').reduce((at, step) => at[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)) : node;

const joined = (nodes, separator) => nodes.flatMap((node, i) => (i ? [separator, node] : [node]));

/** What a value is, with links to named schemas. */
export const typeOf = (schema) => {
  if (!schema) return 'any';
  if (schema.$ref) {
    const name = schema.$ref.replace(PREFIX, '');
    return el('a', {href: `#schema-${name}`}, name);
  }
  if (schema.oneOf) return el('span', {}, joined(schema.oneOf.map(typeOf), ' or '));
  if (schema.type === 'array') return el('span', {}, 'list of ', typeOf(schema.items));
  const format = schema.format ? ` (${schema.format})` : '';
  return `${schema.type ?? 'any'}${format}${schema.nullable ? ' or null' : ''}`;
};

const limits = (schema) => {
  const {minimum: low, maximum: high, pattern, default: standard} = schema;
  const range = low !== undefined && high !== undefined ? `${low} to ${high}` : low !== undefined ? `from ${low}` : high !== undefined ? `up to ${high}` : '';
  return [
    range ? el('span', {}, `${range}. `) : null,
    schema.enum ? el('span', {}, 'One of ', joined(schema.enum.map((v) => el('code', {}, String(v))), ', '), '. ') : null,
    pattern ? el('span', {}, 'Of the pattern ', el('code', {}, pattern), '. ') : null,
    standard !== undefined ? `Otherwise ${standard}. ` : null,
    schema.description ? inline(schema.description) : null,
  ];
};

/** The properties of an object; of anything else its type. */
export const schemaTable = (schema) => {
  if (schema.oneOf && !schema.oneOf.every((s) => s.$ref)) {
    return el('div', {}, schema.oneOf.map((one, i) => [el('h4', {}, i === 0 ? 'Either' : 'Or'), schemaTable(one)]));
  }
  if (!schema.properties) return el('p', {}, typeOf(schema), ' ', limits({...schema, description: undefined}));
  const required = new Set(schema.required ?? []);
  return el('div', {class: 'scroll'}, el('table', {},
    el('thead', {}, el('tr', {}, ['Name', 'Type', 'What it is'].map((h) => el('th', {scope: 'col'}, h)))),
    el('tbody', {}, Object.entries(schema.properties).map(([name, one]) => el('tr', {},
      el('th', {scope: 'row'}, el('code', {}, name), required.has(name) ? el('span', {class: 'required'}, ' required') : null),
      el('td', {class: 'type'}, typeOf(one)),
      el('td', {}, limits(one)))))));
};
