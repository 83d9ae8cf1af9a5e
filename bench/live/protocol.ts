import { z } from 'zod';

/** The configuration of a replica. */
export const replicaOptions = z.object({
  /** URL of the Valkey or Redis server. */
  store: z.string(),
  leaseMs: z.number(),
  settings: z.object({
    pollSeconds: z.object({ min: z.number(), max: z.number() }),
    overlapSeconds: z.number(),
    maxLagSeconds: z.number(),
    maxAgeSeconds: z.number(),
    catchUpPages: z.number(),
    streamLength: z.number(),
  }),
  servers: z.array(z.object({ name: z.string(), url: z.string(), timezone: z.string() })),
  /** Where its subscribers resume, by server. */
  places: z.record(z.string(), z.string()),
});
export type ReplicaOptions = z.infer<typeof replicaOptions>;

/** The messages of a replica. */
export const replicaReport = z.discriminatedUnion('about', [
  z.object({ about: z.literal('lead'), server: z.string(), isLeading: z.boolean() }),
  z.object({ about: z.literal('state'), server: z.string(), state: z.string() }),
  z.object({
    about: z.literal('delivery'),
    server: z.string(),
    position: z.string(),
    ids: z.array(z.number()),
    gaps: z.array(z.string()),
  }),
]);
export type ReplicaReport = z.infer<typeof replicaReport>;
