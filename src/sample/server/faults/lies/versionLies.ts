import type { CapturedAnswer } from '../captureAnswer.js';
import { withBody, withHeaders, type Lie } from './Lie.js';

/** API versions that appear and disappear, and texts that are not mboxes. */
export const OTHER_LIES: readonly Lie[] = [
  {
    name: 'no-version',
    tell: (answer, { url }) => (url.startsWith('/api/') ? notFound(answer) : answer),
  },
  {
    name: 'older-versions-only',
    tell: (answer, { url }) => (/^\/api\/1\.[1-4]\//.test(url) ? notFound(answer) : answer),
  },
  {
    name: 'versions-by-turns',
    tell: (answer, { url, index }) =>
      url.startsWith('/api/1.') && index % 2 === 0 ? notFound(answer) : answer,
  },
  {
    name: 'index-of-anything',
    tell: (answer, { url }) =>
      /^\/api\/(1\.\d\/)?$/.test(url) ? withBody(answer, '{"patches": 1}') : answer,
  },
  {
    name: 'turns-of-truth',
    tell: (answer, { index }) =>
      index % 2 === 0 ? withBody({ ...answer, status: 500 }, 'oops') : answer,
  },
  ...Object.entries({
    'text-empty': '',
    'text-null': 'null',
    'text-json': '{"detail": "no"}',
    'text-html': '<html></html>',
    'text-bytes': '\0\x01\x02',
    'text-from-only': 'From ',
    'text-huge': () => `From x\n${'y'.repeat(4_000_000)}`,
  }).map(([name, body]): Lie => ({
    name,
    tell: (answer, { url }) => {
      if (!url.includes('/mbox')) return answer;
      return withBody(answer, typeof body === 'string' ? body : body());
    },
  })),
];

function notFound(answer: CapturedAnswer): CapturedAnswer {
  const body = withBody({ ...answer, status: 404 }, '<h1>Not Found</h1>');
  return withHeaders(body, { 'content-type': 'text/html' });
}
