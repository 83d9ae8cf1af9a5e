import { describe, expect, it } from 'vitest';
import { QueryHash, type QueryIdentity } from '../../src/federation/cursor.js';

const hashQuery = (query: QueryIdentity): string => new QueryHash(query).value;

const query = {
  kind: 'patches',
  instances: ['kernel', 'ozlabs'],
  filter: { project: ['netdev'], archived: false },
  orderBy: { field: 'DATE', direction: 'DESC' },
};

describe('the hash of a query', () => {
  it('is the same in every process', () => {
    expect(hashQuery(query)).toBe('ukMT_pgRAMwi');
  });

  it.each([
    ['the order of instances', { ...query, instances: ['ozlabs', 'kernel', 'kernel'] }],
    ['the order of keys', { ...query, filter: { archived: false, project: ['netdev'] } }],
    ['undefined values', { ...query, filter: { ...query.filter, q: undefined }, scope: undefined }],
  ])('does not mind %s', (_what, same) => {
    expect(hashQuery(same)).toBe(hashQuery(query));
  });

  it.each([
    ['the kind', { ...query, kind: 'covers' }],
    ['the instances', { ...query, instances: ['kernel'] }],
    ['a value', { ...query, filter: { ...query.filter, archived: true } }],
    ['a null value', { ...query, filter: { ...query.filter, delegate: null } }],
    ['the order', { ...query, orderBy: { field: 'DATE', direction: 'ASC' } }],
    ['where the list hangs', { ...query, scope: 'project 7' }],
  ])('differs with %s', (_what, other) => {
    expect(hashQuery(other)).not.toBe(hashQuery(query));
  });
});
