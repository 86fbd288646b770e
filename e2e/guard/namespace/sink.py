"""Records what leaves a network namespace: `sink.py INTERFACE DNS_ADDRESS LOG`.

Every packet that the interface sends is one JSON line, and so is every name that is asked for. Each name is answered
with an address of its own behind the interface, so that whoever asked goes on to connect, and is seen again.
"""

import json
import socket
import struct
import sys
import threading

INTERFACE, DNS_ADDRESS, LOG = sys.argv[1:]
log = open(LOG, "a", buffering=1)
lock = threading.Lock()
names = []


def record(**what):
    with lock:
        log.write(json.dumps(what) + "\n")


def answer(query):
    at, labels = 12, []
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("latin-1"))
        at += 1 + query[at]
    kind = struct.unpack("!H", query[at + 1 : at + 3])[0]
    name = ".".join(labels)
    record(kind="dns", name=name)
    if name not in names:
        names.append(name)
    found = b""
    if kind == 1:
        address = bytes([198, 18, 0, 1 + names.index(name) % 250])
        found = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + address
    header = query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1 if found else 0, 0, 0)
    return header + query[12 : at + 5] + found


def exactly(connection, size):
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def serve_udp(server):
    while True:
        query, client = server.recvfrom(4096)
        server.sendto(answer(query), client)


def serve_tcp(server):
    while True:
        connection, _ = server.accept()
        try:
            reply = answer(exactly(connection, struct.unpack("!H", exactly(connection, 2))[0]))
            connection.sendall(struct.pack("!H", len(reply)) + reply)
        except (EOFError, OSError, IndexError) as error:
            record(kind="dns", name=f"not readable: {error}")
        connection.close()


def describe(packet):
    version = packet[0] >> 4
    if version == 4:
        protocol, header = packet[9], (packet[0] & 15) * 4
        target = socket.inet_ntop(socket.AF_INET, packet[16:20])
    else:
        protocol, header = packet[6], 40
        target = socket.inet_ntop(socket.AF_INET6, packet[24:40])
        # The kernel's own housekeeping: neighbours, routers, groups (0: hop-by-hop, which those reports begin with).
        if protocol == 0 or (protocol == 58 and packet[40] in (130, 131, 132, 133, 134, 135, 136, 143)):
            return None
    port = struct.unpack("!H", packet[header + 2 : header + 4])[0] if protocol in (6, 17) else 0
    name = {1: "icmp", 2: "igmp", 6: "tcp", 17: "udp"}.get(protocol, str(protocol))
    return dict(kind=name, address=target, port=port)


def capture(packets):
    while True:
        packet, (_, _, direction, *_) = packets.recvfrom(65535)
        what = describe(packet) if direction == socket.PACKET_OUTGOING else None
        if what:
            record(**what)


def run(target, given):
    threading.Thread(target=target, args=(given,), daemon=True).start()


ETH_P_ALL = 3
packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
packets.bind((INTERFACE, ETH_P_ALL))
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((DNS_ADDRESS, 53))
tcp = socket.create_server((DNS_ADDRESS, 53))
run(serve_udp, udp)
run(serve_tcp, tcp)
run(capture, packets)
print("ready", flush=True)
sys.stdin.read()
