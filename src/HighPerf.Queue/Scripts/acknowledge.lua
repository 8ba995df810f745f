-- KEYS[1] stream   ARGV[1] group   ARGV[2…] entry ids
-- Result: how many entries were deleted.
-- XACK alone never deletes an entry (redis.io/commands/xack); both in one script, so that no entry is left without either.
redis.call('XACK', KEYS[1], ARGV[1], unpack(ARGV, 2))
return redis.call('XDEL', KEYS[1], unpack(ARGV, 2))
