import { request } from 'undici';
import { startSampleServer } from '../../../../src/sample/server/startSampleServer.js';
import { compareAnswer, type WireAnswer } from './compareAnswer.js';
import { readRecordings, readSeed, type RecordedServer, type Recording } from './recording.js';

/** The result for one recorded answer. */
export interface ReplayedAnswer {
  readonly recording: Recording;
  /** The difference; undefined if the answer was reproduced. */
  readonly difference: string | undefined;
}

/** The host name of the recordings. */
const recordedHost = 'patchwork.test';

/**
 * Sends every recorded request, in file order, to a sample server that starts from the recorded seed
 * and whose clock shows the recorded time, and compares the answers.
 */
export async function replay(name: RecordedServer): Promise<readonly ReplayedAnswer[]> {
  const state = readSeed(name);
  const tokens = new Map(state.users.map(({ username, token }) => [username, token]));
  let now = new Date('2027-01-01T00:00:00Z');
  const server = await startSampleServer({ state, clock: () => now });
  const outcomes: ReplayedAnswer[] = [];
  try {
    for (const recording of readRecordings(name)) {
      if (recording.clock !== undefined) now = new Date(recording.clock);
      const ours = await send(server.url, recording, tokens);
      outcomes.push({ recording, difference: compareAnswer(recording, ours) });
    }
  } finally {
    await server.close();
  }
  return outcomes;
}

async function send(
  url: string,
  { request: { method, path, headers = {}, body } }: Recording,
  tokens: ReadonlyMap<string, string>,
): Promise<WireAnswer> {
  const { authorization, ...others } = headers;
  const answer = await request(url + path, {
    method: method as 'GET',
    headers: {
      host: recordedHost,
      ...others,
      ...(authorization !== undefined && { authorization: withToken(authorization, tokens) }),
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: await answer.body.text(),
  };
}

/** `Token alina` is replaced by alina's token; a word that is not a user's name is sent unchanged. */
function withToken(authorization: string, tokens: ReadonlyMap<string, string>): string {
  const [, scheme = '', word = ''] = /^(\S+) (.*)$/.exec(authorization) ?? [];
  const token = tokens.get(word);
  return token === undefined ? authorization : `${scheme} ${token}`;
}
