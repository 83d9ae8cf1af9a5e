import { defineScript } from '../../valkey/script.js';

// All keys of one server have the same hash tag, so that a cluster runs these scripts too.

/** The two numbers of the id of an entry. */
const PARTS = `
local function parts(id)
  local ms, count = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms or 0), tonumber(count or 0)
end
`;

/**
 * Acquires the lease of a server, if it is free. Each lease has a new epoch.
 *
 * KEYS lead, epoch; ARGV replica, milliseconds. Returns {1, token}, or {0, milliseconds that are
 * left}.
 */
export const ACQUIRE = defineScript(`
local held = redis.call('GET', KEYS[1])
if held and string.match(held, ':(.*)$') ~= ARGV[1] then
  return {0, tostring(redis.call('PTTL', KEYS[1]))}
end
local token = tostring(redis.call('INCR', KEYS[2])) .. ':' .. ARGV[1]
redis.call('SET', KEYS[1], token, 'PX', ARGV[2])
return {1, token}
`);

/** Prolongs a lease that is still held. KEYS lead; ARGV token, milliseconds. Returns whether it is. */
export const RENEW = defineScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** Releases a lease and announces it. KEYS lead, polls; ARGV token. */
export const RELEASE = defineScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('XADD', KEYS[2], 'MAXLEN', 1, '*', 'released', '1')
return 1
`);

/**
 * Adds the findings and progress of a poll, if the lease is still held. The id of an entry is later
 * than that of any before, also where the clock went back or entries were lost; each names the one
 * before it.
 *
 * KEYS lead, state, events, polls, watched; ARGV token, length, id of the last entry that the
 * leader knows, entry, state, beat; each of the last three may be empty. Returns {1, id of the last
 * entry, watched} or {0}.
 */
export const PUBLISH = defineScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {0} end
${PARTS}local last = redis.call('HGET', KEYS[2], 'last') or ''
local lastMs, lastCount = parts(last)
local knownMs, knownCount = parts(ARGV[3])
if knownMs > lastMs or (knownMs == lastMs and knownCount > lastCount) then
  last, lastMs, lastCount = ARGV[3], knownMs, knownCount
end
if ARGV[4] ~= '' then
  local time = redis.call('TIME')
  local ms, count = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000), 0
  if ms <= lastMs then ms, count = lastMs, lastCount + 1 end
  last = string.format('%.0f-%.0f', ms, count)
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[2], last, 'after', ARGV[3], 'by', string.match(ARGV[1], ':(.*)$'), 'data', ARGV[4])
end
redis.call('HSET', KEYS[2], 'last', last)
if ARGV[5] ~= '' then redis.call('HSET', KEYS[2], 'feed', ARGV[5]) end
if ARGV[6] ~= '' then
  local beat = redis.call('XADD', KEYS[4], 'MAXLEN', 1, '*', 'beat', ARGV[6], 'last', last)
  redis.call('HSET', KEYS[2], 'beat', ARGV[6], 'beatId', beat)
end
return {1, last, redis.call('EXISTS', KEYS[5])}
`);

/**
 * Adds an entry that the store has lost, with the id that it had, if the lease is still held.
 *
 * KEYS lead, state, events; ARGV token, length, id of the entry, id of the one before it or empty, replica that
 * published it or empty, entry. Returns whether the lease is held.
 */
export const RESTORE = defineScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
${PARTS}local lastMs, lastCount = parts(redis.call('HGET', KEYS[2], 'last') or '')
local ms, count = parts(ARGV[3])
if ms > lastMs or (ms == lastMs and count > lastCount) then
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[2], ARGV[3], 'after', ARGV[4], 'by', ARGV[5], 'data', ARGV[6], 'restored', '1')
  redis.call('HSET', KEYS[2], 'last', ARGV[3])
end
return 1
`);

/**
 * Records that a replica has subscribers, and announces it if it is new. The last poll stays
 * readable.
 *
 * KEYS watched, polls; ARGV seconds.
 */
export const WATCH = defineScript(`
if redis.call('SET', KEYS[1], '1', 'EX', ARGV[1], 'NX') then
  redis.call('XADD', KEYS[2], 'MAXLEN', 2, '*', 'watched', '1')
else
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return 1
`);
