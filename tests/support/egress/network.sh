#!/bin/sh
# In a network namespace of its own: loopback, and one interface by which everything else would leave and nothing
# comes back. Names are asked of a server behind it. Then runs what it is given.
set -e
ip link set lo up
ip link add out0 type veth peer name wire0
ip link set out0 addrgenmode none
ip link set wire0 addrgenmode none
ip address add 10.99.0.1/24 dev out0
ip -6 address add fd99::1/64 dev out0 nodad
ip link set out0 up
ip link set wire0 up
ip route add default via 10.99.0.2
ip -6 route add default via fd99::2
# A neighbour that always answers, so that packets leave and do not wait for its address.
ip neighbour replace 10.99.0.2 lladdr 02:00:00:00:00:02 dev out0 nud permanent
ip -6 neighbour replace fd99::2 lladdr 02:00:00:00:00:02 dev out0 nud permanent
names=$(mktemp)
echo 'nameserver 10.99.0.2' > "$names"
mount --bind "$names" /etc/resolv.conf
exec "$@"
