import type { CapturedAnswer } from '../captureAnswer.js';
import { withBody, withHeaders, type Lie } from './Lie.js';

const page = (answer: CapturedAnswer, status: number): CapturedAnswer =>
  withHeaders(
    withBody({ ...answer, status }, `<html><h1>${String(status)}</h1><p>nginx</p></html>`),
    { 'content-type': 'text/html' },
  );

const READABLE = new Set([200, 404]);
const STATUSES = [
  201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 304, 305, 306, 400, 401, 402, 403, 404, 405,
  406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426,
  428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 525, 530, 599, 600,
  999,
];

/** Every status, with the true body and with a web page. */
export const STATUS_LIES: readonly Lie[] = [
  ...STATUSES.flatMap((status): readonly Lie[] => [
    {
      name: `status-${String(status)}`,
      spoilsAll: !READABLE.has(status),
      tell: (answer) => ({ ...answer, status }),
    },
    {
      name: `page-${String(status)}`,
      spoilsAll: true,
      tell: (answer) => page(answer, status),
    },
  ]),
  ...[301, 302, 303, 307, 308].flatMap((status): readonly Lie[] => [
    redirect(`redirect-${String(status)}-to-itself`, status, ({ url }) => url),
    redirect(`redirect-${String(status)}-to-another`, status, () => 'http://127.0.0.1:9/api/'),
    redirect(`redirect-${String(status)}-without-slash`, status, ({ url }) => `${url}/`),
  ]),
  redirect('redirect-to-nowhere', 302, () => ''),
  redirect('redirect-to-garbage', 302, () => 'http://[::'),
  redirect('redirect-to-file', 302, () => 'file:///etc/passwd'),
  redirect('redirect-up', 302, () => '../../../../'),
  redirect('redirect-to-huge', 302, () => `/${'a'.repeat(9_000)}`),
  {
    name: 'retry-after-for-ever',
    spoilsAll: true,
    tell: (answer) => withHeaders(page(answer, 503), { 'retry-after': '99999999999' }),
  },
  {
    name: 'rate-limit-for-ever',
    spoilsAll: true,
    tell: (answer) => withHeaders(page(answer, 429), { 'retry-after': '99999999999' }),
  },
  {
    name: 'retry-after-garbage',
    spoilsAll: true,
    tell: (answer) => withHeaders(page(answer, 503), { 'retry-after': 'soon, -1, NaN' }),
  },
];

function redirect(name: string, status: number, to: (asked: { url: string }) => string): Lie {
  return {
    name,
    spoilsAll: true,
    tell: (answer, asked) =>
      withHeaders(withBody({ ...answer, status }, ''), { location: to(asked) }),
  };
}
