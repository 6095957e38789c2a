-- One unit of one meter: decide, and record it if it is new and there is room.
--
-- A guest's     KEYS  units of the guest, units of the guest's home
--               ARGV  'guest', unit, 1 to only look, limit, network limit, seconds to keep
--               Returns the decision, and the sizes of the two sets after it.
-- A member's    KEYS  the session or key, the account, what was seen, units in each window
--               ARGV  'member', unit, 1 to only look, now, seconds a session may rest (0: a key),
--                     how many last units to remember as seen (0: none), and for each plan
--                     its name, its limit, which of the windows it counts in, seconds to keep
--               Returns 'unknown' or 'stale'; or 'known', the decision, the size of the set after
--               it, the plan, the role, the scopes. The first plan stands in for one that is gone.
local unit, peek = ARGV[2], ARGV[3] == '1'

local function count(own, limit, keep, network, network_limit)
  local used = redis.call('SCARD', own)
  local network_used = network and redis.call('SCARD', network) or 0
  if redis.call('SISMEMBER', own, unit) == 1 then
    return 'admitted_before', used, network_used
  end
  if peek then
    return 'not_recorded', used, network_used
  end
  if used >= limit then
    return 'refused_allowance', used, network_used
  end
  if network and network_used >= network_limit and redis.call('SISMEMBER', network, unit) == 0 then
    return 'refused_network', used, network_used
  end
  redis.call('SADD', own, unit)
  redis.call('EXPIRE', own, keep)
  if network then
    network_used = network_used + redis.call('SADD', network, unit)
    redis.call('EXPIRE', network, keep)
  end
  return 'admitted_new', used + 1, network_used
end

if ARGV[1] == 'guest' then
  return { count(KEYS[1], tonumber(ARGV[4]), ARGV[6], KEYS[2], tonumber(ARGV[5])) }
end

local credential, account, seen_codes = KEYS[1], KEYS[2], KEYS[3]
local now, idle, remembered = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local known = redis.call('HMGET', credential, 'expires', 'seen', 'scopes')
local expires, seen = tonumber(known[1]), tonumber(known[2])
if not expires or now >= expires or (idle > 0 and now - seen >= idle) then
  return { 'unknown' }
end
local standing = redis.call('HMGET', account, 'plan', 'role')
if not standing[1] then
  return { 'stale' }
end
if idle > 0 and now - seen >= 60 then
  redis.call('HSET', credential, 'seen', now)
  redis.call('EXPIRE', credential, math.max(1, math.ceil(math.min(idle, expires - now))))
end

local first = 7
for at = 7, #ARGV, 4 do
  if ARGV[at] == standing[1] then
    first = at
  end
end
local units = KEYS[3 + tonumber(ARGV[first + 2])]
local decision, used = count(units, tonumber(ARGV[first + 1]), ARGV[first + 3])
if remembered > 0 and not peek and string.sub(decision, 1, 8) == 'admitted' then
  redis.call('ZADD', seen_codes, now, unit)
  redis.call('ZREMRANGEBYRANK', seen_codes, 0, -1 - remembered)
end
return { 'known', decision, used, standing[1], standing[2] or '', known[3] or '' }
