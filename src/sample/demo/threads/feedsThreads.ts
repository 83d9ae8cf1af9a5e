import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of the package feeds of Brook OS, which share its mailing list. */
export const feedsThreads: ProjectThreads = {
  files: {
    mosslog: ['admin/mosslog/Makefile', 'admin/mosslog/files/mosslog.conf'],
    tinyproxy2: ['net/tinyproxy2/Makefile'],
    feeds: ['scripts/check_feeds.py', 'include/package.mk'],
    wren: ['lang/wren-mini/Makefile'],
  },
  series: [
    {
      title: 'mosslog: update to 4.0',
      why: 'The new release reads the old configuration but warns about it, so convert ours.',
      patches: ['mosslog: update to 4.0.2', 'mosslog: convert the configuration'],
      versions: 2,
    },
    {
      title: 'feeds: check licences when a package is added',
      why: 'Three packages had none. The check runs in CI for changed packages only.',
      patches: [
        'feeds: name the licence of every package',
        'feeds: refuse a package without a licence',
        'feeds: tell which file lacks it',
      ],
    },
  ],
  singles: [
    'tinyproxy2: bump to 2.1.7',
    'tinyproxy2: start after the network',
    'wren: fix build with musl-like libraries',
    'wren: new package',
    'feeds: sort the index',
  ],
};
