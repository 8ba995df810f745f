# shellcheck shell=bash
# killed: kill -9 of every service. Each comes back by itself, and nothing that was accepted is lost.

step_killed() {
  local port
  for port in 8000 8001; do proved "highperf-api@$port is killed" killed_api "$port"; done
  proved 'both API processes are killed at once' killed_both
  proved 'nginx is killed, with its workers' killed_unit web nginx site_again
  proved 'Redis is killed' killed_unit worker redis-server redis_works
  proved 'the worker is killed while it makes a clip' killed_worker
  proved 'the child that makes a clip is killed' killed_child
  proved 'sshd is killed' killed_unit web ssh true
  proved 'PostgreSQL: a process of it is killed, and it recovers' killed_database
  proved 'nothing accepted is lost' no_job_lost 240
}

site_again() { wait_for 40 'the site answers' site_answers; }

# killed_unit MACHINE UNIT PROBE: all of its processes, as the kernel would when memory runs out.
killed_unit() {
  local machine=$1 unit=$2 probe=$3 pid
  pid=$(unit_property "$machine" "$unit" MainPID)
  ((pid > 0)) || fail "$unit does not run"
  inside "$machine" systemctl kill --kill-whom=all --signal=KILL "$unit"
  wait_for 40 "$unit runs again" runs_anew "$machine" "$unit" "$pid"
  "$probe"
}

killed_api() {
  killed_unit web "highperf-api@$1" site_again
  wait_for 20 "highperf-api@$1 is ready" inside web curl -fsS -o /dev/null "http://127.0.0.1:$1/health/ready"
}

killed_both() {
  local first second
  first=$(unit_property web highperf-api@8000 MainPID)
  second=$(unit_property web highperf-api@8001 MainPID)
  inside web kill -KILL "$first" "$second"
  wait_for 40 'the first runs again' runs_anew web highperf-api@8000 "$first"
  wait_for 40 'the second runs again' runs_anew web highperf-api@8001 "$second"
  wait_for 20 'the site answers' site_answers
}

# What Redis is there for: a clip that is uploaded now is claimed.
redis_works() {
  begin_clip
  wait_for 20 'a clip is claimed' clip_has_begun
}

clip_has_begun() { clip_is processing || clip_is processed; }

killed_worker() {
  begin_clip
  wait_for 30 'a clip is being made' clip_is 'processing'
  killed_unit worker highperf-worker true
  wait_for 120 'the clip is made after all' clip_is 'processed'
  detail="attempt $(rows "SELECT attempt FROM jobs WHERE payload::text LIKE '%$video_id%' ORDER BY created_at DESC LIMIT 1") made it"
}

killed_child() {
  local main child
  begin_clip
  wait_for 30 'a clip is being made' clip_is 'processing'
  main=$(unit_property worker highperf-worker MainPID)
  wait_for 10 'its child is there' inside worker pgrep -P "$main"
  child=$(inside worker pgrep -P "$main" | head -n 1)
  inside worker kill -KILL "$child"
  wait_for 120 'the clip is made after all' clip_is 'processed'
  [[ $(unit_property worker highperf-worker MainPID) == "$main" ]] || fail 'the worker went with its child'
}

# A backend's death makes the server end all connections and recover, as after a crash.
killed_database() {
  local backend
  backend=$(rows "SELECT pid FROM pg_stat_activity WHERE usename = 'highperf_api' LIMIT 1")
  [[ -n $backend ]] || fail 'the API has no connection'
  kill -KILL "$backend"
  sleep 1 # before it, everybody is still as ready as they were
  wait_for 60 'PostgreSQL answers' rows 'SELECT 1'
  wait_for 60 'both API processes are ready' both_ready
  wait_for 60 'the worker is ready' worker_is_ready
}
