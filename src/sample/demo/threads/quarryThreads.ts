import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of Quarry, an invented build system. */
export const quarryThreads: ProjectThreads = {
  files: {
    graph: ['quarry/graph.py', 'quarry/nodes.py'],
    cache: ['quarry/cache.py', 'quarry/cache_remote.py'],
    scheduler: ['quarry/scheduler.py'],
    lang: ['quarry/lang/parser.py', 'quarry/lang/scope.py'],
    cli: ['quarry/cli.py'],
    docs: ['docs/remote-cache.md'],
    tests: ['tests/test_graph.py', 'tests/test_cache.py'],
  },
  series: [
    {
      title: 'cache: share results between machines',
      why: 'A result is named by the hash of its inputs, so a colleague may have built it already.\nWriting is off unless the machine is trusted.',
      patches: [
        'cache: name results by their inputs',
        'cache: read from a remote store',
        'cache: write to a remote store',
        'cli: flag for the remote store',
        'docs: set up a remote store',
      ],
      versions: 3,
    },
    {
      title: 'scheduler: long jobs first',
      why: 'Remember how long a job took, and start the longest chain first. Saves 18 % on our tree.',
      patches: [
        'scheduler: remember how long a job took',
        'graph: find the longest chain',
        'scheduler: sort by the longest chain',
      ],
      versions: 2,
    },
    {
      title: 'lang: errors that name the line',
      why: 'The parser forgets the position when a file includes another.',
      patches: ['lang: keep the position in every node', 'lang: show the line and a caret'],
    },
    {
      title: 'graph: find cycles early',
      why: 'They were found after a minute of building.',
      patches: ['graph: look for cycles while reading', 'tests: graphs with cycles'],
      versions: 2,
    },
  ],
  singles: [
    'graph: fix a wrong edge with generated headers',
    'cache: do not keep results of failed jobs',
    'cache: limit the size on disk',
    'scheduler: leave one core to the user',
    'lang: allow a trailing comma',
    'cli: exit with 2 on a wrong flag',
    'docs: compare with make',
    'tests: remove a race',
    'cli: print paths relative to the caller',
  ],
};
