# shellcheck shell=bash
# rebooted: every machine, one after the other; each comes back by itself, and what was uploaded before is made.

step_rebooted() {
  begin_clip
  proved 'files is rebooted' rebooted files
  begin_clip
  proved 'the worker is rebooted while it makes a clip' rebooted_worker
  begin_clip
  proved 'the worker loses its power while it makes a clip' rebooted_by_the_plug
  proved 'web is rebooted' rebooted_web
  proved 'what was uploaded before is made' no_job_lost 240
  told 'what this does not show' 'OK: files that are open while an NFS server is away (a bind mount stays)'
}

# rebooted MACHINE: as its operator does it.
rebooted() {
  local before
  before=$(leader "$1")
  inside "$1" systemctl reboot || true # it may end before it answers
  wait_for 90 "$1 goes down" is_another_boot "$1" "$before"
  wait_for 90 "$1 is booted" booted "$1"
  wait_for 20 "$1 answers by ssh" ssh_answers "$1"
}

# By its process 1: the machines share one kernel, and so its boot id.
is_another_boot() {
  local now
  now=$(leader "$1") && [[ $now != "$2" ]]
}

rebooted_worker() {
  wait_for 40 'a clip is being made' clip_is 'processing'
  rebooted worker
  wait_for 60 'the worker is ready' worker_is_ready
  wait_for 120 'its clip is made' clip_is 'processed'
}

rebooted_by_the_plug() {
  local before
  wait_for 40 'a clip is being made' clip_is 'processing'
  before=$(leader worker)
  kill -KILL "$before"
  wait_for 60 'it goes down' is_another_boot worker "$before"
  wait_for 90 'it is booted' booted worker
  wait_for 60 'the worker is ready' worker_is_ready
  wait_for 120 'its clip is made' clip_is 'processed'
}

rebooted_web() {
  rebooted web
  wait_for 60 'the site answers' site_answers
  wait_for 60 'both are ready' both_ready
}
