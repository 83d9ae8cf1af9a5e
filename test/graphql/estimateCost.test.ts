import {
  getVariableValues,
  Kind,
  parse,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../src/graphql/estimateCost.js';
import { encodeGlobalId } from '../../src/graphql/globalId.js';
import { createSchema } from '../../src/graphql/schema.js';

const schema = createSchema();

function estimate(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  }
  if (operation === undefined) throw new Error('no operation');
  const { coerced = {} } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables,
  );
  return estimateCost({
    schema,
    operation,
    fragments,
    variables: coerced,
    instanceCount: 3,
    tokenCount: 0,
  });
}

describe('estimateCost', () => {
  it.each([
    ['nothing that is asked upstream', '{ instances { name } }', 0],
    ['one object', '{ patch(instance: "a", databaseId: 1) { name } }', 1],
    ['a page, once per instance', '{ patches { nodes { name } } }', 3],
    ['a page of one instance', '{ patches(instances: ["a"]) { nodes { name } } }', 1],
    ['a total, once per instance', '{ patches { totalCount nodes { name } } }', 6],
    ['details, once per row', '{ patches(first: 10) { nodes { diff headers { value } } } }', 13],
    ['rows under edges alike', '{ patches(first: 10) { edges { node { diff } } } }', 13],
    ['lists below rows', '{ patches(first: 10) { nodes { diff comments { id } } } }', 23],
    ['what is read together', '{ patches(first: 100) { nodes { series { total } } } }', 6],
    ['the cheap form of checks', '{ patches(first: 100) { nodes { checks { id } } } }', 9],
    ['the dear form', '{ patches(first: 100) { nodes { checks { description } } } }', 103],
    ['ids one by one', '{ nodes(ids: ["a", "b"]) { id ... on Patch { comments { id } } } }', 4],
    ['nothing more for what lists hold', '{ patches(first: 250) { nodes { check hash } } }', 3],
    ['nothing more under edges', '{ patches(first: 250) { edges { node { check hash } } } }', 3],
    ['an object once', '{ patch(instance: "a", databaseId: 1) { check diff content } }', 1],
    ['what a series embeds', '{ series(instance: "a", databaseId: 1) { patches { diff } } }', 6],
    ['a default page of 30', '{ patches { nodes { comments { id } } } }', 33],
  ])('counts %s', (_what, query, cost) => {
    expect(estimate(query)).toBe(cost);
  });

  it.each([
    ['names in filters', '{ patches(filter: {project: ["a", "b", "c"]}) { nodes { id } } }', 9],
    [
      'projects once',
      '{ patches(first: 250) { nodes { project { maintainers { user { id } } } } } }',
      // Six projects with three maintainers each.
      3 + 6 + 18,
    ],
    ['people once', '{ patches(first: 100) { nodes { submitter { user { id } } } } }', 3 + 20],
    [
      'cycles once',
      '{ series(instance: "a", databaseId: 1) { patches { series { patches { series { patches { diff } } } } } } }',
      7,
    ],
    [
      'nothing again for data that a review queue has already read',
      '{ reviewQueue(first: 50) { nodes { series { total checkRollup { state } reviewSummary { ackCount } patches { name state { slug } } } } } }',
      // The queue of each instance, the checks and states of 250 patches, and the texts of the series.
      300 + 6 + 12 + 50,
    ],
    [
      'texts and replies of a series once',
      '{ series(instance: "a", databaseId: 1) { trailers { name } reviewSummary { ackCount } thread { lastMessageAt } files { path } } }',
      // The series, its texts, its replies, the headers of its cover letter.
      1 + 1 + 3 + 1,
    ],
    [
      'replies of a mailbox and of trailers once',
      '{ series(instance: "a", databaseId: 1) { trailers { name } applyMbox { text } compare { text } } }',
      // Its texts, its replies, its patches as they were sent, its versions, the texts of another one.
      1 + 1 + 3 + 5 + 5 + 2,
    ],
    [
      'no versions if the other version is specified',
      '{ series(instance: "a", databaseId: 1) { compare(with: "x") { text } } }',
      1 + 1 + 2,
    ],
    ['the instance of a project', '{ patches(filter: {project: ["a/x"]}) { nodes { id } } }', 1],
    ['one instance twice', '{ patches(instances: ["a", "a"]) { nodes { id } } }', 1],
    [
      'only the selected instances of projects',
      '{ patches(instances: ["a", "b"], filter: {project: ["b/x"]}) { totalCount nodes { id } } }',
      2,
    ],
    ['all for a project of any', '{ events(filter: {project: ["x"]}) { nodes { id } } }', 3],
    [
      'the instance of an id',
      `{ events(filter: {patch: ["${encodeGlobalId({ instance: 'b', type: 'Patch', id: 7 })}"]}) { nodes { id } } }`,
      1,
    ],
    ['nothing for an empty list', '{ patches(filter: {state: []}) { nodes { diff } } }', 0],
    [
      'nothing for a nested empty list',
      '{ instance(name: "a") { patches(filter: {state: []}) { nodes { diff } } } }',
      0,
    ],
    ['nothing for no instance', '{ patches(instances: []) { totalCount nodes { diff } } }', 0],
    ['each instance', '{ instances { patches(first: 10) { nodes { diff } } } }', 33],
  ])('counts %s', (_what, query, cost) => {
    expect(estimate(query)).toBe(cost);
  });

  it('uses a page size in a variable, and its default', () => {
    const query = 'query ($n: Int = 7) { patches(first: $n) { nodes { comments { id } } } }';
    expect(estimate(query, { n: 200 })).toBe(203);
    expect(estimate(query)).toBe(10);
  });

  it.each([
    ['@include', '{ patches(first: 10) { nodes { id ... @include(if: $deep) { diff } } } }'],
    ['@skip', '{ patches(first: 10) { nodes { id diff @skip(if: $flat) } } }'],
    ['a spread', '{ patches(first: 10) { nodes { id ...D @include(if: $deep) } } }'],
  ])('counts what %s leaves out only if it is selected', (_what, selection) => {
    const spread = selection.includes('...D') ? ' fragment D on Patch { diff }' : '';
    const query = `query ($deep: Boolean!, $flat: Boolean!) ${selection}${spread}`;
    expect(estimate(query, { deep: false, flat: true })).toBe(3);
    expect(estimate(query, { deep: true, flat: false })).toBe(13);
  });

  it.each([
    [
      'of a page',
      '{ ...A ...B } fragment A on Query { patches(first: 10) { nodes { diff } } } fragment B on Query { patches(first: 10) { nodes { content comments { id } } } }',
      23,
    ],
    [
      'of rows',
      '{ patches(first: 10) { nodes { comments { id } ...A ...A } } } fragment A on Patch { comments { date } }',
      13,
    ],
    [
      'of an interface',
      '{ patches(first: 10) { nodes { comments { id } ...A } } } fragment A on MailMessage { content ... on Patch { comments { date } } ... on Cover { commentCount } }',
      23,
    ],
    [
      'of one type of several',
      '{ nodes(ids: ["a", "b"]) { ... on Patch { comments { id } } ... on Patch { comments { date } } ... on Cover { mbox } } }',
      2 + 2 + 2,
    ],
  ])('counts a field once that several fragments select %s', (_what, query, cost) => {
    expect(estimate(query)).toBe(cost);
  });

  it.each([
    ['patches by their series', 'patches', '{isLatestVersion: true}', 3 + 9],
    ['series by delegates', 'seriesList', '{delegate: ["mira"]}', 3 + 3],
    ['series by categories', 'seriesList', '{category: [ACCEPTED]}', 3 + 3],
  ])('counts reads for a filter of %s', (_what, list, filter, cost) => {
    expect(estimate(`{ list: ${list}(first: 10, filter: ${filter}) { nodes { id } } }`)).toBe(cost);
  });

  it('includes fragments', () => {
    const query = `{ patches(first: 10) { nodes { ...Deep } } } fragment Deep on Patch { ... { diff } comments { submitter { user { id } } } }`;
    expect(estimate(query)).toBe(3 + 10 * (1 + 1) + 15);
  });
});
