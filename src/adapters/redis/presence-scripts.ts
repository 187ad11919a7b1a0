/**
 * KEYS: 1 a hash, user → `{node: [until, released]}`; 2 a sorted set of users by the end of their first lease; 3 by the
 * end of their last. Instants in milliseconds.
 */
const KEEP = `
local function keep(user, leases)
  local first, last
  for _, lease in pairs(leases) do
    local ends = tonumber(lease[1])
    if not first or ends < first then first = ends end
    if not last or ends > last then last = ends end
  end
  redis.call('hset', KEYS[1], user, cjson.encode(leases))
  redis.call('zadd', KEYS[2], first, user)
  redis.call('zadd', KEYS[3], last, user)
end
`;

/** ARGV: node, now, until, users. Returns those who had no lease at now. */
export const RENEW = `${KEEP}
local newcomers = {}
for index = 4, #ARGV do
  local user = ARGV[index]
  local known = redis.call('hget', KEYS[1], user)
  local leases, here = known and cjson.decode(known) or {}, false
  for _, lease in pairs(leases) do here = here or tonumber(lease[1]) > tonumber(ARGV[2]) end
  if not here then newcomers[#newcomers + 1] = user end
  leases[ARGV[1]] = {tonumber(ARGV[3]), 0}
  keep(user, leases)
end
return newcomers
`;

/** ARGV: node, until, user. */
export const RELEASE = `${KEEP}
local known = redis.call('hget', KEYS[1], ARGV[3])
if not known then return {} end
local leases = cjson.decode(known)
if not leases[ARGV[1]] then return {} end
leases[ARGV[1]] = {tonumber(ARGV[2]), 1}
keep(ARGV[3], leases)
return {}
`;

/** ARGV: now, how many users at most. Returns how many it looked at, then those who have no lease left. */
export const SWEEP = `${KEEP}
local now = tonumber(ARGV[1])
local users = redis.call('zrangebyscore', KEYS[2], '-inf', now, 'limit', 0, ARGV[2])
local answer = {#users}
for _, user in ipairs(users) do
  local leases, left = {}, false
  for node, lease in pairs(cjson.decode(redis.call('hget', KEYS[1], user))) do
    if tonumber(lease[1]) > now then leases[node] = lease left = true end
  end
  if left then
    keep(user, leases)
  else
    redis.call('hdel', KEYS[1], user)
    redis.call('zrem', KEYS[2], user)
    redis.call('zrem', KEYS[3], user)
    answer[#answer + 1] = user
  end
end
return answer
`;
