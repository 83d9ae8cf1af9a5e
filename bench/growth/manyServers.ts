/** Many sample servers in one process, each with its own data; counts the requests to all of them. */
import { createFaults } from '../../src/sample/server/faults.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { createBigState } from '../createBigState.js';
import { announceReady, answerCommands } from '../processes/answerCommands.js';

/** The first has enough rows for the largest list; that many small ones start within seconds. */
const FIRST = { patches: 5_000, series: 1_000 };
const OTHERS = { patches: 300, series: 60 };
const DELAY = { kind: 'delay', listMs: 20, detailMs: 10 } as const;

let requests = 0;
const urls: string[] = [];
for (let seed = 1; seed <= Number(process.argv[2]); seed += 1) {
  const faults = createFaults();
  faults.set([{ fault: DELAY }]);
  const { url } = await startSampleServer({
    state: createBigState({ seed, people: 55, ...(seed === 1 ? FIRST : OTHERS) }),
    faults: {
      wrap: (listener) =>
        faults.wrap((request, response) => {
          requests += 1;
          listener(request, response);
        }),
    },
  });
  urls.push(url);
}

answerCommands({
  urls: () => urls,
  requests: () => requests,
});
announceReady();
