import { request } from 'undici';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** An object as returned by REST. */
export type Rest = Readonly<Record<string, Json>>;

/** Direct answers of a sample server, for comparison. */
export interface RestReader {
  one(path: string): Promise<Rest>;
  /** A whole list, page by page. */
  all(path: string): Promise<readonly Rest[]>;
}

/** Reads a server at one API version, without the gateway. */
export function createRestReader(url: string, version: string, token?: string): RestReader {
  const get = async (path: string): Promise<unknown> => {
    const answer = await request(`${url}/api/${version}/${path}`, {
      headers: token === undefined ? {} : { authorization: `Token ${token}` },
    });
    if (answer.statusCode === 404 && path.includes('page=')) {
      await answer.body.dump();
      return [];
    }
    if (answer.statusCode !== 200) throw new Error(`${path}: ${String(answer.statusCode)}`);
    return await answer.body.json();
  };
  return {
    one: async (path) => (await get(path)) as Rest,
    all: async (path) => {
      const rows: Rest[] = [];
      for (let page = 1; ; page += 1) {
        const mark = path.includes('?') ? '&' : '?';
        const some = await get(`${path}${mark}per_page=250&page=${String(page)}`);
        rows.push(...(some as readonly Rest[]));
        if ((some as readonly Rest[]).length < 250) return rows;
      }
    },
  };
}
