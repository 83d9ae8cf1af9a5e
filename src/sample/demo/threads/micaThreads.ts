import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of Mica, invented file system tools. */
export const micaThreads: ProjectThreads = {
  files: {
    fsck: ['fsck/check.c', 'fsck/repair.c', 'fsck/tree.c'],
    mkfs: ['mkfs/layout.c', 'mkfs/main.c'],
    lib: ['lib/extent.c', 'lib/checksum.c', 'lib/mica.h'],
    dump: ['dump/dump.c'],
    tests: ['tests/test_fsck.py', 'tests/images.txt'],
    man: ['man/mica-fsck.rst'],
  },
  series: [
    {
      title: 'fsck: check in parallel',
      why: 'Allocation groups do not depend on each other. A disk of 20 TB takes 6 minutes, not 50.',
      patches: [
        'lib: make the checksum code reentrant',
        'fsck: one worker per allocation group',
        'fsck: report in the order of the groups',
        'tests: the same report with one and with eight workers',
      ],
      versions: 2,
    },
    {
      title: 'fsck: repair what can be repaired',
      why: 'Ask before anything is written, and write to a journal first.',
      patches: [
        'fsck: plan repairs before writing',
        'fsck: repair a broken extent tree',
        'fsck: keep what was replaced',
        'man: describe the modes',
        'tests: images that were broken on purpose',
      ],
      versions: 3,
    },
    {
      title: 'mkfs: align to the erase block',
      why: 'Flash is up to 30 % faster when the layout fits.',
      patches: ['mkfs: ask for the erase block', 'mkfs: align the first group'],
    },
    {
      title: 'dump: JSON output',
      why: 'For scripts, which parse the text today.',
      patches: ['dump: separate reading and printing', 'dump: print JSON'],
      versions: 2,
    },
  ],
  singles: [
    'lib: fix the checksum of an empty block',
    'lib: extents over 2 TB',
    'fsck: exit code 4 when errors are left',
    'fsck: do not follow a loop of directories',
    'mkfs: refuse a mounted device',
    'dump: escape file names',
    'tests: smaller images',
    'man: fix the list of exit codes',
  ],
};
