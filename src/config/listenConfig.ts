import { z } from 'zod';
import { integer, isAddressRange, MEBIBYTE, splitText, text, webAddress } from './configValues.js';
import { HOUR_MS } from '../durations.js';

/** Listening address of the gateway, and limits of one client connection. */
export const listen = z
  .strictObject({
    /** Address to listen on. The default admits this machine only. */
    host: text('a host name or an IP address')
      .default('127.0.0.1')
      .describe('address to listen on; the default accepts connections from this machine only'),
    /** 0 takes any free port. */
    port: integer(0, 65_535).default(4000).describe('port to listen on; 0 selects a free port'),
    /** Where clients find the gateway when it stands behind a proxy. */
    publicUrl: webAddress('an address such as https://graph.example.org')
      .optional()
      .describe('public URL of the gateway behind a proxy'),
    /** Their X-Forwarded-For is trusted; needed for a rate limit per client behind a proxy. */
    trustProxies: z
      .preprocess(
        splitText,
        z
          .array(
            z.string().refine(isAddressRange, 'an IP address or a range such as 10.0.0.0/8'),
            'a list of IP addresses and ranges',
          )
          .readonly(),
      )
      .default([])
      .describe('addresses or ranges of proxies whose `X-Forwarded-For` is trusted'),
    /** Further ones are hung up on. Near the bound idle ones are closed first. */
    maxConnections: integer(1, 1_000_000)
      .default(5_000)
      .describe('maximum concurrent client connections; further ones are refused'),
    /** Longest request line with all headers; more is a 431. */
    maxHeaderBytes: integer(1024, MEBIBYTE, 'bytes')
      .default(16 * 1024)
      .describe('maximum size of the request line and headers; larger requests are refused (431)'),
    /** A client that sends its headers more slowly is hung up on (408). */
    headersTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
      .default(10_000)
      .describe('timeout for receiving the headers of a request'),
    /** A client that sends its request more slowly is hung up on (408). */
    requestTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
      .default(30_000)
      .describe('timeout for receiving a whole request'),
    /** Any progress begins the time again, so slow clients get large answers. */
    writeTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
      .default(30_000)
      .describe('time without progress after which an unread answer is aborted'),
    /** Longer than the 60 s of common load balancers, which would else meet a closed door. */
    keepAliveTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
      .default(65_000)
      .describe('time for which an idle client connection is kept open'),
  })
  .readonly()
  .prefault({});
