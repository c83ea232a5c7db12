/** The OpenAPI document for people: each operation with a command that can be pasted. */
import {curl, get} from './api.js';
import {byId, code, el, fill} from './dom.js';
import {askForKey, onKey} from './key.js';
import {inline, markdown} from './markdown.js';
import {resolve, schemaTable, typeOf} from './schema.js';

const METHODS = ['get', 'post', 'put', 'delete'];

const operationsOf = (document) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path, method, ...item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])]})));

const show = (document) => {
  const {info, tags, components} = document;
  const operations = operationsOf(document);
  window.document.title = `API of ${info.title} · Millrace`;
  byId('title').textContent = `API of ${info.title}`;
  fill(byId('chips'), el('li', {}, `version ${info.version}`), el('li', {}, `OpenAPI ${document.openapi}`));
  fill(byId('about'), markdown(info.description));
  fill(byId('operations'),
    tags.map((tag) => [el('h2', {class: 'tag', id: anchor(tag.name)}, tag.name), el('p', {class: 'note'}, tag.description),
      operations.filter((o) => o.tags[0] === tag.name).map((o) => operation(document, o))]),
    el('h2', {class: 'tag', id: 'schemas'}, 'Schemas'),
    Object.entries(components.schemas).map(([name, schema]) => named(name, schema)));
  fill(byId('toc'), contents(tags, operations, Object.keys(components.schemas)));
  if (location.hash) byId(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
};

const anchor = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const contents = (tags, operations, schemas) => [
  ...tags.map(({name}) => [el('h2', {}, name), el('ul', {}, operations.filter((o) => o.tags[0] === name).map((o) =>
    el('li', {}, el('a', {href: `#${o.operationId}`}, o.summary))))]),
  el('h2', {}, 'Schemas'), el('ul', {}, schemas.map((name) => el('li', {}, el('a', {href: `#schema-${name}`}, name))))];

const operation = (document, o) =>
  el('article', {class: 'panel operation', id: o.operationId},
    el('h3', {}, el('span', {class: `method ${o.method}`}, o.method.toUpperCase()), el('span', {class: 'path'}, o.path)),
    el('p', {}, o.summary, '.'),
    o.description ? el('div', {class: 'note'}, markdown(o.description)) : null,
    parameters(document, o.parameters),
    o.requestBody?.required ? body(document, o) : code(curl(o.method.toUpperCase(), filled(document, o), undefined, undefined, needsKey(document, o)), `the command of ${o.operationId}`),
    el('h4', {}, 'Answers'),
    el('div', {class: 'scroll'}, el('table', {}, el('tbody', {}, Object.entries(o.responses).map(([status, r]) => answer(document, status, r))))));

const parameters = (document, list) => {
  if (!list?.length) return null;
  return [el('h4', {}, 'Parameters'), el('div', {class: 'scroll'}, el('table', {}, el('tbody', {}, list.map((given) => resolve(document, given)).map((p) =>
    el('tr', {}, el('th', {scope: 'row'}, el('code', {}, p.name), p.required ? el('span', {class: 'required'}, ' required') : null),
      el('td', {class: 'type'}, `${p.in}, `, typeOf(p.schema)), el('td', {}, inline(p.description ?? '')))))))];
};

const body = (document, o) =>
  Object.entries(o.requestBody.content).map(([type, media]) => [
    el('h4', {}, 'Body ', el('code', {}, type), ' ', el('span', {class: 'type'}, typeOf(media.schema))),
    examples(media).map(([name, value], i) => example(document, o, type, name, value, i === 0))]);

const examples = (media) =>
  media.examples
    ? Object.entries(media.examples).map(([name, e]) => [e.summary ?? name, e.value])
    : media.example === undefined ? [] : [['Example', media.example]];

const example = (document, o, type, name, value, open) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const command = curl(o.method.toUpperCase(), filled(document, o), type, text, needsKey(document, o));
  return el('details', {open}, el('summary', {}, name), code(command, `the command of ${o.operationId}`));
};

/** Whether this operation is refused without a key. */
const needsKey = (document, o) => {
  const schemes = o.security ?? document.security ?? [];
  return schemes.length > 0 && schemes.every((scheme) => Object.keys(scheme).length > 0);
};

/** The path with examples for its parameters. */
const filled = (document, o) =>
  o.path.replaceAll(/{(\w+)}/g, (gap, name) => {
    const found = o.parameters.map((p) => resolve(document, p)).find((p) => p.name === name);
    return encodeURIComponent(found?.example ?? gap);
  });

const answer = (document, status, given) => {
  const response = resolve(document, given);
  const media = Object.entries(response.content ?? {});
  return el('tr', {}, el('th', {scope: 'row', class: 'status'}, status === 'default' ? 'other' : status),
    el('td', {}, inline(response.description), response.headers ? el('span', {class: 'note'}, ` With ${Object.keys(response.headers).join(', ')}.`) : null),
    el('td', {class: 'type'}, media.slice(0, 1).map(([type, m]) => [m.schema?.$ref || m.schema?.type === 'array' ? typeOf(m.schema) : type])));
};

const named = (name, schema) =>
  el('article', {class: 'panel schema', id: `schema-${name}`},
    el('h3', {}, name), schema.description ? el('p', {class: 'note'}, inline(schema.description)) : null,
    schemaTable(schema),
    schema.example ? el('details', {}, el('summary', {}, 'Example'), code(JSON.stringify(schema.example, null, 2), 'the example')) : null);

const load = async () => {
  try {
    show(await get('/openapi.json'));
  } catch (error) {
    if (error.status === 401) askForKey(`${error.message} Whoever runs it gives keys.`);
    else fill(byId('operations'), el('p', {class: 'banner bad'}, el('strong', {}, 'The document could not be loaded. '), error.message));
  }
};

onKey(load);
load();
