import { isList, jsonOf, withBody, withHeaders, type Lie } from './Lie.js';

const linked = (name: string, link: (path: string, page: number) => string | undefined): Lie => ({
  name,
  tell: (answer, { url }) => {
    if (!isList(answer)) return answer;
    const { pathname, searchParams } = new URL(url, 'http://liar.example');
    return withHeaders(answer, { link: link(pathname, Number(searchParams.get('page') ?? 1)) });
  },
});

/** Misleading Link headers. */
export const LINK_LIES: readonly Lie[] = [
  linked('link-none', () => undefined),
  linked('link-empty', () => ''),
  linked('link-foreign', () => '<https://cdn.example/>; rel="preconnect"'),
  linked('last-alone', (path, page) => `<${path}?page=${String(page + 9)}>; rel="last"`),
  {
    name: 'next-dropped',
    tell: (answer) => {
      const links = String(answer.headers.link ?? '').split(', ');
      return withHeaders(answer, {
        link: links.filter((link) => !link.endsWith('"next"')).join(', '),
      });
    },
  },
  linked('link-garbage', () => '<<<;;rel=next'),
  linked('link-to-itself', (path, page) => `<${path}?page=${String(page)}>; rel="next"`),
  linked('link-on-for-ever', (path, page) => `<${path}?page=${String(page + 1)}>; rel="next"`),
  linked('link-ahead', (path, page) => `<${path}?page=${String(page + 7)}>; rel="next"`),
  linked('link-back', (path, page) => `<${path}?page=${String(page - 1)}>; rel="next"`),
  linked('link-elsewhere', () => '<https://evil.example/?page=2>; rel="next"'),
  linked(
    'link-other-list',
    (_path, page) => `</api/1.3/people/?page=${String(page + 1)}>; rel="next"`,
  ),
  linked('link-words', (path) => `<${path}?page=two>; rel="next"`),
  linked('link-huge-page', (path) => `<${path}?page=${'9'.repeat(400)}>; rel="next"`),
  linked(
    'last-huge',
    (path) => `<${path}?page=2>; rel="next", <${path}?page=4000000000>; rel="last"`,
  ),
  linked(
    'last-int',
    (path) => `<${path}?page=2>; rel="next", <${path}?page=2147483647>; rel="last"`,
  ),
  linked('last-zero', (path) => `<${path}?page=0>; rel="last"`),
  linked('last-negative', (path) => `<${path}?page=-5>; rel="last"`),
  linked('last-words', (path) => `<${path}?page=2>; rel="next", <${path}?page=last>; rel="last"`),
  linked('link-thousand', (path) =>
    Array.from({ length: 100 }, (_, page) => `<${path}?page=${String(page)}>; rel="next"`).join(),
  ),
  {
    name: 'pages-repeat',
    tell: (answer, { url }) => {
      if (!isList(answer)) return answer;
      const page = Number(new URL(url, 'http://liar.example').searchParams.get('page') ?? 1);
      const next = `<${url.split('?')[0] ?? ''}?page=${String(page + 1)}>; rel="next"`;
      const first = [{ id: 1, name: 'again', date: '2026-10-01T10:00:00', msgid: '<a@b>' }];
      return withHeaders(withBody(answer, JSON.stringify(page > 1 ? first : jsonOf(answer))), {
        link: next,
      });
    },
  },
];
