-- KEYS[1] stream   ARGV[1] group   ARGV[2] entry id   ARGV[3] job id
-- Result: the id of the new entry.
-- A doorbell read without a free slot goes to whoever reads next: added anew before the old one is dropped, atomically, so that
-- the job has a doorbell at every moment.
local id = redis.call('XADD', KEYS[1], '*', 'job', ARGV[3])
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[2])
return id
