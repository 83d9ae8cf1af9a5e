import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of Tern, an invented codec library. */
export const ternThreads: ProjectThreads = {
  files: {
    opal: ['codec/opal/decode.c', 'codec/opal/entropy.c', 'codec/opal/opal.h'],
    mux: ['mux/container.c', 'mux/index.c'],
    resample: ['dsp/resample.c', 'dsp/window.c'],
    simd: ['dsp/simd/add_neon.c', 'dsp/simd/add_avx2.c'],
    api: ['include/tern.h', 'api/context.c'],
    fate: ['tests/fate.py', 'tests/references.txt'],
    docs: ['docs/api.md'],
  },
  series: [
    {
      title: 'opal: decode with several threads',
      why: 'Rows of an Opal frame only need the row above. On eight cores this is 5.1 times as fast.',
      patches: [
        'opal: move the entropy state into the row',
        'opal: make the row decoder reentrant',
        'opal: decode rows as a wavefront',
        'opal: one thread per row, not per frame',
        'api: let the caller bring a thread pool',
        'fate: compare one thread with eight',
      ],
      versions: 3,
    },
    {
      title: 'resample: better filters at the same price',
      why: 'Listening tests are in the last patch. Nobody found the difference to the slow path.',
      patches: [
        'resample: compute the window once',
        'resample: a Kaiser window with beta 9',
        'resample: use it for ratios below two',
      ],
      versions: 2,
    },
    {
      title: 'simd: AVX2 and NEON for the adder',
      why: 'Both are checked against the C code over every alignment.',
      patches: ['simd: check every alignment', 'simd: adder for AVX2', 'simd: adder for NEON'],
      versions: 2,
    },
    {
      title: 'mux: write the index first',
      why: 'Players that stream want the index at the front.',
      patches: [
        'mux: estimate the size of the index',
        'mux: leave room for the index',
        'mux: move the index when the room is too small',
        'docs: describe the flag',
      ],
      lost: [3],
    },
    {
      title: 'api: contexts that can be copied',
      why: 'RFC, because it changes the ABI.',
      patches: ['api: count references to a context', 'api: copy a context when it is written to'],
      withoutCover: true,
    },
  ],
  singles: [
    'opal: refuse a frame of zero rows',
    'opal: fix a read past the end with odd widths',
    'mux: do not divide by a frame rate of zero',
    'mux: write 64-bit offsets when needed',
    'resample: silence at the end of a stream',
    'simd: fix the build without AVX2',
    'api: say which option is unknown',
    'fate: keep the output of a test that failed',
    'docs: example with error handling',
  ],
};
