import { text, type MakeQuery } from './makeQuery.js';

/** Texts of mails, which the index finds. */
export const searchTexts: MakeQuery = ({
  indexed,
}) => `# Words in the texts of mails, which the gateway indexes.
# b: looks in bodies, nq: in what is not quoted, dfn: in
# paths, dfb: in added and dfa: in removed lines, tr: in
# trailers. "matches" shows where the words were found.
query SearchTexts {
  search(
    query: ${text(`project:${indexed?.instance ?? ''}/${indexed?.project ?? ''} nq:fix`)}
    types: [PATCH, COMMENT]
    first: 10
  ) {
    totalCount
    complete
    edges {
      node {
        __typename
        ... on Patch { name date state { slug } webUrl }
        ... on Comment { subject date webUrl }
      }
      matches { field path excerpt ranges }
    }
    coverage { projectName state from until }
    sources { instance status error { code message } }
  }
}`;
