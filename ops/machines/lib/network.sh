# shellcheck shell=bash
# A network of its own: a namespace with a bridge, and one for each machine, the database and the operator. The host gets no address and no route.

network_make() {
  local name
  ip netns add "${prefix}lan"
  ip -n "${prefix}lan" link add lan type bridge
  ip -n "${prefix}lan" link set lan up
  for name in "${!address_of[@]}"; do
    ip netns add "$prefix$name"
    # Both ends are made where they belong: none is ever in the host's namespace.
    ip link add "$name" netns "${prefix}lan" type veth peer name eth0 netns "$prefix$name"
    ip -n "${prefix}lan" link set "$name" master lan up
    ip -n "$prefix$name" address add "${address_of[$name]}/24" dev eth0
    ip -n "$prefix$name" link set lo up
    ip -n "$prefix$name" link set eth0 up
  done
}

network_remove() {
  local name
  for name in "${!address_of[@]}" lan; do
    if [[ -e /run/netns/$prefix$name ]]; then ip netns delete "$prefix$name"; fi
  done
}

# there NAME COMMAND…: with the network of that host, and everything else of this one. (ip netns exec would hide mounts made meanwhile.)
there() {
  local name=$1
  shift
  nsenter --net="/run/netns/$prefix$name" -- "$@"
}
