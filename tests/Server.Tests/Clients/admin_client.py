#!/usr/bin/python3
"""Tells a small story to the admin interface, with nothing of ours but the protos.

usage: admin_client.py ADDRESS TOKEN PROTOS_FOLDER [PROTOC]

ADDRESS is host:port (cleartext HTTP/2); TOKEN is that of a workspace's owner. Needs grpcio and protobuf (Debian:
python3-grpcio) and any protoc (Debian: protobuf-compiler, or the one in the NuGet package Grpc.Tools). Prints one JSON
object per step: {"step", "ok", ...}. Exits with 1 when a step went otherwise than it should.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

PACKAGE = "teamaccess.admin.v1"


class Contract:
    """The services, read from the protos at run time: descriptors from protoc, messages from the descriptors."""

    def __init__(self, folder, protoc):
        files = sorted(os.path.relpath(path, folder) for path in glob.glob(folder + "/teamaccess/admin/v1/*.proto"))
        # Debian's protoc finds Google's well-known types by itself; the one of Grpc.Tools has them beside it.
        beside = os.path.join(os.path.dirname(os.path.realpath(protoc)), "../../build/native/include")
        includes = ["-I", folder] + (["-I", beside] if os.path.isdir(beside) else [])
        with tempfile.NamedTemporaryFile() as output:
            subprocess.run(
                [protoc, *includes, "--include_imports", "--descriptor_set_out=" + output.name, *files], check=True)
            described = descriptor_pb2.FileDescriptorSet.FromString(output.read())
        self.pool = descriptor_pool.DescriptorPool()
        for file in described.file:
            self.pool.Add(file)

    def message_class(self, descriptor):
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return message_factory.MessageFactory(self.pool).GetPrototype(descriptor)

    def method(self, service, name):
        return self.pool.FindServiceByName(f"{PACKAGE}.{service}").methods_by_name[name]


class Client:
    def __init__(self, address, token, contract):
        self.channel = grpc.insecure_channel(address)
        self.metadata = (("authorization", "Bearer " + token),) if token else ()
        self.contract = contract

    def call(self, service, name, **fields):
        method = self.contract.method(service, name)
        request = json_format.ParseDict(fields, self.contract.message_class(method.input_type)())
        answer = self.channel.unary_unary(
            f"/{PACKAGE}.{service}/{name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=self.contract.message_class(method.output_type).FromString,
        )(request, metadata=self.metadata, timeout=20)
        return json_format.MessageToDict(
            answer, preserving_proto_field_name=True, including_default_value_fields=True)


def reason_of(error):
    """The reason of ErrorInfo, found in the raw details: a reader without google.rpc's protos sees at least this."""
    details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
    return next((word for word in ("UNAUTHENTICATED", "FIELD_REQUIRED", "REQUEST_ID_REUSED") if word.encode() in details), "")


FAILED = []


def step(name, ok, **more):
    print(json.dumps({"step": name, "ok": bool(ok), **more}), flush=True)
    if not ok:
        FAILED.append(name)


def refused(name, code, reason, action):
    try:
        action()
        step(name, False, detail="was not refused")
    except grpc.RpcError as error:
        step(name, error.code() == code and reason_of(error) == reason, code=error.code().name, reason=reason_of(error))


def tell(address, token, contract):
    owner = Client(address, token, contract)
    nobody = Client(address, "", contract)
    refused("anonymous", grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED",
            lambda: nobody.call("MemberService", "ListMembers"))
    refused("missing field", grpc.StatusCode.INVALID_ARGUMENT, "FIELD_REQUIRED",
            lambda: owner.call("MemberService", "GetMember"))

    roles = owner.call("WorkspaceService", "ListRoles")["roles"]
    step("ListRoles", roles[0]["id"] == "Owner", roles=[role["id"] for role in roles])

    members = owner.call("MemberService", "ListMembers")["members"]
    ownership = owner.call("OwnershipService", "GetOwnership")["ownership"]
    step("ListMembers", ownership["owner"] in [member["name"] for member in members], members=len(members))

    request = {"display_name": "python story", "permissions": ["resources.use"], "request_id": "python-" + os.urandom(8).hex()}
    created = owner.call("ApiKeyService", "CreateApiKey", **request)
    again = owner.call("ApiKeyService", "CreateApiKey", **request)
    key = created["api_key"]["name"]
    step("CreateApiKey", created["token"].startswith("ta_key_"), api_key=key, revision=created["revision"])
    step("CreateApiKey again", again["api_key"] == created["api_key"] and again["token"] == "")
    refused("request_id reused", grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_REUSED",
            lambda: owner.call("ApiKeyService", "CreateApiKey", **{**request, "display_name": "other"}))

    question = {"api_key_token": created["token"], "permission": "resources.use"}
    before = owner.call("AccessService", "Check", **question)
    owner.call("ApiKeyService", "RevokeApiKey", api_key=key)
    after = owner.call("AccessService", "Check", **question)
    step("Check before", before["allowed"], reason=before["reason"])
    step("Check after", not after["allowed"] and after["reason"] == "ACCESS_REASON_KEY_REVOKED", reason=after["reason"])

    others = [member for member in members
              if member["name"] != ownership["owner"] and member["state"] == "MEMBER_STATE_ACTIVE"]
    tried = others[0]["name"] if others else ownership["owner"]
    transfer = owner.call(
        "OwnershipService", "TransferOwnership", member=tried, etag=ownership["etag"], validate_only=True)
    kept = owner.call("OwnershipService", "GetOwnership")["ownership"]
    step("TransferOwnership tried", transfer["ownership"]["owner"] == tried and kept == ownership, to=tried)

    events = owner.call("AuditService", "QueryAuditEvents", actor="", action="api_key.")["audit_events"]
    chain = owner.call("AuditService", "VerifyChain")
    step("QueryAuditEvents", "api_key.revoked" in [event["action"] for event in events], events=len(events))
    step("VerifyChain", chain["intact"], events=chain["events"])


def main():
    address, token, folder = sys.argv[1:4]
    protoc = sys.argv[4] if len(sys.argv) > 4 else shutil.which("protoc")
    if protoc is None:
        sys.exit("No protoc: install protobuf-compiler, or name one as the fourth argument.")
    tell(address, token, Contract(folder, protoc))
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
