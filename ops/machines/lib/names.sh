# shellcheck shell=bash
# Names, addresses and places of ./dev machines. The addresses exist in network namespaces that are made for it, and nowhere else.

state=/var/tmp/highperf-machines # on a disk: overlayfs keeps in it what a machine writes
hosts=(web worker files)
prefix=highperf- # of namespaces and control groups
declare -A address_of=([web]=10.87.0.11 [worker]=10.87.0.12 [files]=10.87.0.13 [db]=10.87.0.14 [ops]=10.87.0.1)
site_url=http://${address_of[web]}

# The machines of the plan: what its containers were allowed, for all of a machine.
machine_cpus=1.5
machine_mib=1700

operator=$state/operator # what the operator's own machine has: key, site file, secrets
share=$state/share       # stands in for the disk of the file server
