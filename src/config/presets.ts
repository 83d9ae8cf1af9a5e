import type { StateCategory } from '../stateCategories.js';
import { suggestName } from '../suggestName.js';

/** A public Patchwork server that `--instance NAME` or `preset: NAME` brings in. */
export interface InstancePreset {
  /** Address without `/api` and without a trailing slash. */
  readonly url: string;
  /** Projects that are tracked there. */
  readonly description: string;
  /** The newest API version the server was last reported to have; it is still negotiated. */
  readonly reportedApiVersion?: string;
  /** Whether this program has been run against the server; if not, `check-config` reports it. */
  readonly verified: boolean;
  /** Categories of states that stock Patchwork does not have, by slug. */
  readonly states?: Readonly<Record<string, { readonly category: StateCategory }>>;
}

/** The catalogue of public servers, by the name they get as an instance. */
export const INSTANCE_PRESETS: Readonly<Record<string, InstancePreset>> = {
  kernel: {
    url: 'https://patchwork.kernel.org',
    description: 'Linux kernel subsystems, QEMU and related projects',
    reportedApiVersion: '1.3',
    verified: false,
    states: {
      queued: { category: 'ACCEPTED' },
      mainlined: { category: 'ACCEPTED' },
      needs_ack: { category: 'ACTION_REQUIRED' },
      'needs-ack': { category: 'ACTION_REQUIRED' },
      'handled-elsewhere': { category: 'CLOSED' },
    },
  },
  ozlabs: {
    url: 'https://patchwork.ozlabs.org',
    description: 'Open vSwitch, U-Boot, OpenWrt, Linux on PowerPC and others',
    reportedApiVersion: '1.2',
    verified: false,
  },
  sourceware: {
    url: 'https://patchwork.sourceware.org',
    description: 'glibc, GCC, binutils, GDB',
    reportedApiVersion: '1.3',
    verified: false,
    states: { committed: { category: 'ACCEPTED' } },
  },
  dpdk: {
    url: 'https://patches.dpdk.org',
    description: 'Data Plane Development Kit',
    reportedApiVersion: '1.2',
    verified: false,
  },
  linuxtv: {
    url: 'https://patchwork.linuxtv.org',
    description: 'Linux media subsystem',
    reportedApiVersion: '1.3',
    verified: false,
    states: { obsoleted: { category: 'CLOSED' } },
  },
  libcamera: {
    url: 'https://patchwork.libcamera.org',
    description: 'Camera stack for Linux',
    verified: false,
  },
  ffmpeg: {
    url: 'https://patchwork.ffmpeg.org',
    description: 'FFmpeg',
    verified: false,
  },
  yocto: {
    url: 'https://patchwork.yoctoproject.org',
    description: 'Yocto Project and OpenEmbedded',
    verified: false,
  },
  buildroot: {
    url: 'https://patchwork.buildroot.org',
    description: 'Buildroot',
    reportedApiVersion: '1.2',
    verified: false,
  },
};

/** The preset of that name, if there is one. */
export function findPreset(name: string): InstancePreset | undefined {
  return Object.hasOwn(INSTANCE_PRESETS, name) ? INSTANCE_PRESETS[name] : undefined;
}

/** The preset that a mistyped name may have meant, else all of them: the end of "expected …". */
export function knownPreset(typed: string): string {
  const names = Object.keys(INSTANCE_PRESETS);
  return suggestName(typed, names) ?? `one of ${names.join(', ')}`;
}
