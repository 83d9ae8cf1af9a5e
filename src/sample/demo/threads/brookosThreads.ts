import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of Brook OS, a small router operating system that does not exist. */
export const brookosThreads: ProjectThreads = {
  files: {
    dhcp: ['src/dhcp/lease.c', 'src/dhcp/server.c', 'include/brook/dhcp.h'],
    fw: ['src/fw/rules.c', 'src/fw/zone.c', 'include/brook/fw.h'],
    dns: ['src/dns/cache.c', 'src/dns/forward.c'],
    route: ['src/route/table.c', 'src/route/nexthop.c', 'include/brook/route.h'],
    wifi: ['src/wifi/scan.c', 'src/wifi/roam.c'],
    led: ['src/led/morse.c'],
    docs: ['docs/firewall.rst', 'docs/first-boot.rst'],
    tests: ['tests/test_lease.py', 'tests/test_zone.py'],
    build: ['Makefile', 'build/images.mk'],
  },
  series: [
    {
      title: 'dhcp: survive a power cut in the middle of a lease',
      why: 'Leases are written in place, so a power cut leaves half a file and every client asks anew.\nThis series writes them to a journal and replays it at boot.',
      patches: [
        'dhcp: split reading and writing of the lease file',
        'dhcp: keep a journal of lease changes',
        'dhcp: replay the journal at boot',
        'tests: cut the power at every byte of the journal',
      ],
      versions: 3,
    },
    {
      title: 'fw: zones by interface group',
      why: 'A zone names its interfaces one by one today. Large sites asked for groups.\nThe old configuration is still read.',
      patches: [
        'fw: move zone lookup into its own file',
        'fw: let a zone hold an interface group',
        'fw: rebuild only the zones that changed',
        'docs: describe interface groups',
        'tests: zones with overlapping groups',
      ],
      versions: 2,
    },
    {
      title: 'route: equal cost paths for IPv6',
      why: 'IPv4 has had them since Brook 2.4. The table is shared now, so that both use the same hash.',
      patches: [
        'route: make the next hop table independent of the family',
        'route: hash the flow label as well',
        'route: announce several IPv6 next hops',
      ],
      versions: 2,
    },
    {
      title: 'dns: answer from the cache while it is refreshed',
      why: 'Implements RFC 8767: an answer that has run out is better than none.',
      patches: [
        'dns: remember when an answer ran out',
        'dns: answer with stale data when the forwarder is down',
        'dns: count stale answers',
      ],
    },
    {
      title: 'wifi: roam earlier',
      why: 'Clients at the edge of a cell stay there for minutes. Measure the neighbours and tell them.',
      patches: ['wifi: keep the last ten scan results', 'wifi: suggest a better cell to a client'],
      versions: 2,
    },
    {
      title: 'build: images that are the same on every machine',
      why: 'With these, two builders get the same checksum.',
      patches: [
        'build: sort the file list of an image',
        'build: take the date of an image from the last commit',
        'build: strip build paths from the binaries',
      ],
      withoutCover: true,
    },
    {
      title: 'led: show what is wrong',
      why: 'The status LED blinks the fault in Morse code. It sounds silly and saves a serial cable.',
      patches: ['led: table of Morse codes', 'led: blink the first fault', 'led: a test pattern'],
      lost: [2],
    },
  ],
  singles: [
    'dhcp: do not offer the address of the router itself',
    'dhcp: fix an off by one in the option parser',
    'fw: drop packets with a source route',
    'fw: log the zone, not its number',
    'dns: accept answers over 512 bytes',
    'dns: do not follow a CNAME to itself',
    'route: free the table when an interface disappears',
    'wifi: fix a leak in the scan list',
    'docs: how to recover a router that does not boot',
    'build: do not need root for an image',
    'tests: run the lease tests side by side',
  ],
};
