#!/usr/bin/env bash
# Runs a command in a network whose only way out is recorded: `unshare --net --mount enter.sh LOG COMMAND …`.
# The network looks like a real one (an address, a default route, a name server), so that nothing holds back.
set -euo pipefail
log=$1
shift
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

ip link set lo up
# Few kernels lack the first kind; the other end of the second receives the packets, and nobody reads them.
ip link add out0 type dummy 2>/dev/null || { ip link add out0 type veth peer name out1 && ip link set out1 up; }
if [[ -e /proc/sys/net/ipv6/conf/out1 ]]; then echo 1 >/proc/sys/net/ipv6/conf/out1/disable_ipv6; fi
echo 0 >/proc/sys/net/ipv6/conf/out0/accept_ra
# Without neighbours to ask for, every packet leaves at once.
ip link set out0 arp off
ip link set out0 up
ip address add 203.0.113.2/24 dev out0
ip route add default dev out0
ip -6 address add 2001:db8::2/64 dev out0 nodad
ip -6 route add default dev out0
ip address add 203.0.113.53/32 dev lo
echo 'nameserver 203.0.113.53' >"$directory/resolv.conf"
echo 'hosts: files dns' >"$directory/nsswitch.conf"
mount --bind "$directory/resolv.conf" /etc/resolv.conf
mount --bind "$directory/nsswitch.conf" /etc/nsswitch.conf

mkfifo "$directory/ready" "$directory/end"
python3 "$(dirname "$0")/sink.py" out0 203.0.113.53 "$log" <"$directory/end" >"$directory/ready" &
exec 3>"$directory/end"
read -r _ <"$directory/ready"
status=0
"$@" || status=$?
exec 3>&-
wait
exit "$status"
