#!/usr/bin/env python3
"""Verifies an export of a workspace's audit log offline, with nothing but Python and the openssl program.

    verify_audit.py PUBLIC_KEYS.pem CHECKPOINTS.jsonl EVENTS.jsonl

PUBLIC_KEYS.pem    one or more public keys of checkpoints, as GetCheckpoint answers them
CHECKPOINTS.jsonl  lines as the server writes them with --audit-checkpoints
EVENTS.jsonl       one event a line, oldest first, as QueryAuditEvents answers them in JSON

Exits with 0 when every signature is good, the events hold together, and each checkpoint says what they say.
"""
import base64
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
from datetime import datetime, timezone

TICKS_TO_UNIX_EPOCH = 621355968000000000  # 100 ns each, from the year 1 to 1970
DOORS = {"DOOR_SYSTEM": 0, "DOOR_SCIM": 1, "DOOR_GRPC": 2, "DOOR_WEB": 3}


def b64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def der(signature):
    """ECDSA's two numbers, as openssl wants them (ASN.1) instead of one behind the other (RFC 7518 §3.4)."""
    def integer(raw):
        raw = raw.lstrip(b"\0")
        raw = (b"\0" if not raw or raw[0] & 0x80 else b"") + raw
        return b"\x02" + bytes([len(raw)]) + raw
    body = integer(signature[:32]) + integer(signature[32:])
    return b"\x30" + bytes([len(body)]) + body


def public_keys(path):
    """The PEM of each key by its RFC 7638 thumbprint, which is a checkpoint's kid."""
    keys, end = {}, "-----END PUBLIC KEY-----"
    for block in open(path, encoding="ascii").read().split(end)[:-1]:
        pem = block[block.index("-----BEGIN PUBLIC KEY-----"):] + end + "\n"
        point = base64.b64decode("".join(pem.splitlines()[1:-1]))[-64:]
        x, y = (base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (point[:32], point[32:]))
        members = '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' % (x, y)
        thumbprint = base64.urlsafe_b64encode(hashlib.sha256(members.encode()).digest()).rstrip(b"=").decode()
        keys[thumbprint] = pem
    return keys


def read_checkpoint(jws, keys):
    """What a checkpoint says; ends the program when its signature is not good."""
    header, payload, signature = jws.split(".")
    told = json.loads(b64url(header))
    if told["alg"] != "ES256" or told["typ"] != "teamaccess-checkpoint" or told["kid"] not in keys:
        sys.exit("A checkpoint names the key %s, which is not among the public keys." % told.get("kid"))
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for name, content in (("key", keys[told["kid"]].encode()), ("signature", der(b64url(signature))),
                              ("signed", (header + "." + payload).encode())):
            names[name] = os.path.join(folder, name)
            with open(names[name], "wb") as file:
                file.write(content)
        checked = subprocess.run(["openssl", "dgst", "-sha256", "-verify", names["key"], "-signature",
                                  names["signature"], names["signed"]], capture_output=True)
    if checked.returncode != 0:
        sys.exit("A checkpoint's signature is not good: " + payload)
    return json.loads(b64url(payload))


def ticks(text):
    whole, _, fraction = text.rstrip("Z").partition(".")
    seconds = int(datetime.fromisoformat(whole).replace(tzinfo=timezone.utc).timestamp())
    return TICKS_TO_UNIX_EPOCH + seconds * 10**7 + int((fraction + "0" * 9)[:7])


def event_hash(previous, workspace, event):
    """SHA-256 over every part behind its length: numbers as 8 bytes, the highest first; -1 for what is absent."""
    parts = bytearray()

    def number(value):
        parts.extend(struct.pack(">q", value))

    def octets(value):
        number(len(value))
        parts.extend(value)

    def text(value):
        number(-1) if value is None else octets(value.encode())

    octets(previous)
    text(workspace)
    number(int(event["sequence"]))
    number(ticks(event["time"]))
    text(event["actor"])
    text(event.get("onBehalfOf") or None)
    text(event["action"])
    text(event["target"])
    members = event.get("members", [])
    number(len(members))
    for member in members:
        text(member.rsplit("/", 1)[-1])
    changes = event.get("changes", [])
    number(len(changes))
    for change in changes:
        text(change["attribute"])
        text(change.get("before"))
        text(change.get("after"))
    number(DOORS[event["door"]])
    text(event["requestId"])
    text(event.get("address") or None)
    return hashlib.sha256(parts).digest()


def main(keys_path, checkpoints_path, events_path):
    keys = public_keys(keys_path)
    events = [json.loads(line) for line in open(events_path, encoding="utf-8") if line.strip()]
    if not events:
        sys.exit("There are no events.")
    workspace = events[0]["name"].split("/")[1]
    signed = [read_checkpoint(json.loads(line)["jws"], keys)
              for line in open(checkpoints_path, encoding="utf-8") if line.strip()]
    signed = [checkpoint for checkpoint in signed if checkpoint["workspace"] == workspace]

    first = int(events[0]["sequence"])
    anchors = [bytes.fromhex(c["hash"]) for c in signed if c["sequence"] == first - 1]
    if first > 1 and not anchors:
        sys.exit("The export begins at event %d, and no checkpoint is of the one before it." % first)
    hashes, previous = {first - 1: anchors[0]} if first > 1 else {}, anchors[0] if first > 1 else b""
    for expected, event in enumerate(events, first):
        if int(event["sequence"]) != expected:
            sys.exit("Event %d is missing." % expected)
        previous = event_hash(previous, workspace, event)
        if previous != base64.b64decode(event["hash"]):
            sys.exit("Event %d was altered." % expected)
        hashes[expected] = previous

    agreeing = 0
    for checkpoint in signed:
        at = checkpoint["sequence"]
        if at >= first - 1 and at > 0:
            if at not in hashes:
                sys.exit("A checkpoint covers event %d, which is not there: the end is missing." % at)
            if hashes[at] != bytes.fromhex(checkpoint["hash"]):
                sys.exit("Event %d is not the one that a checkpoint was signed over: history was rewritten." % at)
            agreeing += 1
    print("ok: events %d to %d of %s, and %d checkpoints agree" % (first, max(hashes), workspace, agreeing))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
