-- One unit asked for by one guest: decide, and record it if it is new and there is room.
-- KEYS  the guest's set of units, the set of units of the guest's home
-- ARGV  unit, limit, network limit, seconds to keep what is recorded, 1 to only look
-- Returns the decision, and the sizes of the two sets after it.
local guest, network = KEYS[1], KEYS[2]
local unit, limit, network_limit, keep, peek =
  ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4], ARGV[5] == '1'
local used, network_used = redis.call('SCARD', guest), redis.call('SCARD', network)

if redis.call('SISMEMBER', guest, unit) == 1 then
  return {'admitted_before', used, network_used}
end
if peek then
  return {'not_recorded', used, network_used}
end
if used >= limit then
  return {'refused_allowance', used, network_used}
end
if network_used >= network_limit and redis.call('SISMEMBER', network, unit) == 0 then
  return {'refused_network', used, network_used}
end
redis.call('SADD', guest, unit)
redis.call('EXPIRE', guest, keep)
network_used = network_used + redis.call('SADD', network, unit)
redis.call('EXPIRE', network, keep)
return {'admitted_new', used + 1, network_used}
