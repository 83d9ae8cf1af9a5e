/** The index cannot answer: it is closed, its file or server cannot be reached, or its engine is missing. */
export class IndexUnavailable extends Error {
  override readonly name: string = 'IndexUnavailable';
}

/** A query took longer than `index.queryTimeoutMs`. */
export class QueryTooLong extends IndexUnavailable {
  override readonly name = 'QueryTooLong';
}
