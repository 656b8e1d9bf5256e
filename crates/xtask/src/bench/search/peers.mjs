// Measures one search library over the documents and queries that search-bench wrote, and prints one JSON object.
// node peers.mjs ENGINE DOCUMENTS.ndjson QUERIES.ndjson
//
// Every engine gets title, tags and body with the weights 4, 3 and 2, ranks, returns 50 ids, takes the last word as a beginning
// and tolerates a wrong letter, as far as it can: FlexSearch has neither scores nor edit distance, FTS5 no edit distance.
// "facets" adds counts of skill, category and mode over all matches, and a range on the date that lets unknown dates pass.
// A query's time is its wall or its processor time, whichever is less, so that a busy machine is not held against a library; each
// query counts with the lower quartile of its rounds. Slow engines get every tenth query and one round.

import { readFileSync } from 'node:fs';

const [engine, documentsFile, queriesFile] = process.argv.slice(2);
const rows = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const documents = rows(documentsFile);
const queries = rows(queriesFile).map((row) => row.text);
const byId = new Map(documents.map((document) => [document.id, document]));
const inRange = (document) => document.posted == null || document.posted >= 19000;

function count(found) {
  const facets = { skill: new Map(), category: new Map(), mode: new Map() };
  const add = (map, value) => value && map.set(value, (map.get(value) ?? 0) + 1);
  const hits = [];
  for (const document of found) {
    if (!inRange(document)) continue;
    if (hits.length < 50) hits.push(document.id);
    document.skill.forEach((value) => add(facets.skill, value));
    add(facets.category, document.category);
    add(facets.mode, document.mode);
  }
  const top = (map) => [...map].sort((one, other) => other[1] - one[1]).slice(0, 20);
  return [hits, top(facets.skill), top(facets.category), top(facets.mode)];
}

const engines = {
  async minisearch() {
    const { default: MiniSearch } = await import('minisearch');
    const index = new MiniSearch({ fields: ['title', 'tags', 'body'], idField: 'id' });
    index.addAll(documents);
    const options = { prefix: (_, at, terms) => at === terms.length - 1, fuzzy: 0.2, boost: { title: 2, tags: 1.5 } };
    return {
      top: (text) => index.search(text, options).slice(0, 50),
      facets: (text) => count(index.search(text, options).map((hit) => byId.get(hit.id))),
    };
  },
  async flexsearch() {
    const { Document } = (await import('flexsearch')).default;
    const index = new Document({
      tokenize: 'forward',
      document: { id: 'at', index: ['title', 'tags', 'body'] },
    });
    documents.forEach((document, at) => index.add({ at, title: document.title, tags: document.tags, body: document.body }));
    const search = (text, limit) => {
      const found = new Set();
      for (const field of index.search(text, { limit, suggest: true })) field.result.forEach((at) => found.add(at));
      return [...found];
    };
    return {
      top: (text) => search(text, 50).slice(0, 50),
      facets: (text) => count(search(text, documents.length).map((at) => documents[at])),
    };
  },
  async orama() {
    const { create, insertMultiple, search } = await import('@orama/orama');
    const schema = { title: 'string', tags: 'string', body: 'string', skill: 'enum[]', category: 'enum', mode: 'enum', posted: 'number' };
    const database = create({ schema });
    const given = documents.map((document) => ({
      ...document,
      category: document.category ?? '',
      mode: document.mode ?? '',
      // Orama has no unknown numbers.
      posted: document.posted ?? 1e6,
    }));
    await insertMultiple(database, given, 2000);
    const options = { tolerance: 1, limit: 50, boost: { title: 2, tags: 1.5 } };
    const facets = { skill: { limit: 20 }, category: { limit: 20 }, mode: { limit: 20 } };
    return {
      top: (term) => search(database, { term, ...options }),
      facets: (term) => search(database, { term, ...options, facets, where: { posted: { gte: 19000 } } }),
    };
  },
  async fts5() {
    const { default: start } = await import('@sqlite.org/sqlite-wasm');
    const sqlite = await start({ print: () => {}, printErr: () => {} });
    const database = new sqlite.oo1.DB(':memory:');
    database.exec("CREATE VIRTUAL TABLE posting USING fts5(title, tags, body, content='', tokenize='porter unicode61')");
    database.exec('BEGIN');
    const insert = database.prepare('INSERT INTO posting(rowid, title, tags, body) VALUES (?, ?, ?, ?)');
    documents.forEach((document, at) => insert.bind([at, document.title, document.tags, document.body]).stepReset());
    insert.finalize();
    database.exec('COMMIT');
    const match = (text) => {
      const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      return words.map((word, at) => `"${word}"${at === words.length - 1 ? '*' : ''}`).join(' OR ');
    };
    const ranked = database.prepare('SELECT rowid FROM posting WHERE posting MATCH ? ORDER BY bm25(posting, 4, 3, 2) LIMIT ?');
    const run = (text, limit) => {
      const found = [];
      ranked.bind([match(text), limit]);
      while (ranked.step()) found.push(ranked.get(0));
      ranked.reset();
      return found;
    };
    return { top: (text) => run(text, 50), facets: (text) => count(run(text, documents.length).map((at) => documents[at])) };
  },
};

const quantile = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.round((sorted.length - 1) * share)] ?? 0;
};

async function measure(ask) {
  const started = performance.now();
  for (const text of queries.slice(0, 3)) await ask(text);
  const slow = (performance.now() - started) / 3 > 150;
  const asked = slow ? queries.filter((_, at) => at % 10 === 0) : queries;
  const times = asked.map(() => []);
  for (let round = 0; round < (slow ? 1 : 3); round += 1) {
    for (const [at, text] of asked.entries()) {
      const [before, processor] = [performance.now(), process.cpuUsage()];
      await ask(text);
      const { user, system } = process.cpuUsage(processor);
      times[at].push(Math.min(performance.now() - before, (user + system) / 1000));
    }
  }
  const each = times.map((own) => quantile(own, 0.25));
  return { p50_ms: quantile(each, 0.5), p95_ms: quantile(each, 0.95), queries: asked.length };
}

const started = performance.now();
const index = await engines[engine]();
const build_seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ build_seconds, top50: await measure(index.top), facets: await measure(index.facets) }));
