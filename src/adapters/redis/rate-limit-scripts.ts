/*
 * KEYS: 1 how many are taken in the window, which ends when the key expires; 2 how many of them are undecided. Both are
 * only there while they are not zero.
 */

/**
 * ARGV: the limit, seconds of a window, seconds that one may stay undecided, 0 if it is decided at once. Returns whether
 * it is allowed, how many are taken, milliseconds left of the window, whether some are undecided. A take beyond the
 * limit is not counted.
 */
export const TAKE = `
local taken = tonumber(redis.call('get', KEYS[1]) or '0')
local allowed = taken < tonumber(ARGV[1])
if allowed then
  taken = redis.call('incr', KEYS[1])
  if taken == 1 then redis.call('expire', KEYS[1], ARGV[2]) end
  if ARGV[3] ~= '0' then
    redis.call('incr', KEYS[2])
    redis.call('expire', KEYS[2], ARGV[3])
  end
end
return {allowed and 1 or 0, taken, redis.call('pttl', KEYS[1]), redis.call('exists', KEYS[2])}
`;

/** ARGV: 1 to give one back, 0 to keep it. */
export const SETTLE = `
local function take_one_off(key)
  local left = tonumber(redis.call('get', key) or '0') - 1
  if left > 0 then redis.call('decr', key) else redis.call('del', key) end
end
if ARGV[1] == '1' then take_one_off(KEYS[1]) end
take_one_off(KEYS[2])
`;
