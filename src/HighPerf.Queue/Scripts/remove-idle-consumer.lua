-- KEYS[1] stream   ARGV[1] group   ARGV[2] consumer
-- Result: 1 when the consumer was removed, 0 when it still has pending entries.
-- XGROUP DELCONSUMER destroys a consumer's pending entries (redis.io/commands/xgroup-delconsumer): look and remove atomically.
if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
return 1
