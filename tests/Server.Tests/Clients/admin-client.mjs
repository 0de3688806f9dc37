// Tells a small story to the admin interface, with nothing of ours but the protos.
//
// usage: node admin-client.mjs ADDRESS TOKEN PROTOS_FOLDER
//
// ADDRESS is host:port (cleartext HTTP/2); TOKEN is that of a workspace's owner. Needs @grpc/grpc-js and
// @grpc/proto-loader, found from the current folder. Prints one JSON object per step: {"step", "ok", ...}. Exits with 1
// when a step went otherwise than it should.

import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, token, folder] = process.argv.slice(2);
const files = readdirSync(join(folder, 'teamaccess/admin/v1')).map((file) => join('teamaccess/admin/v1', file));
const definition = loader.loadSync(files, {
  includeDirs: [folder], keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true,
});
const { v1 } = grpc.loadPackageDefinition(definition).teamaccess.admin;

let failed = false;

function step(name, ok, more = {}) {
  console.log(JSON.stringify({ step: name, ok: Boolean(ok), ...more }));
  failed ||= !ok;
}

function clientWith(bearer) {
  const metadata = new grpc.Metadata();
  if (bearer) metadata.set('authorization', `Bearer ${bearer}`);
  return (service, method, fields = {}) => new Promise((resolve, reject) => {
    const stub = new v1[service](address, grpc.credentials.createInsecure());
    stub[method](fields, metadata, { deadline: Date.now() + 20_000 }, (error, answer) => {
      stub.close();
      if (error) reject(error);
      else resolve(answer);
    });
  });
}

// A reader without google.rpc's protos sees the reason of ErrorInfo in the raw details at least.
function hasReason(error, reason) {
  return error.metadata.get('grpc-status-details-bin').some((details) => details.includes(reason));
}

async function refused(name, code, reason, action) {
  try {
    await action();
    step(name, false, { detail: 'was not refused' });
  } catch (error) {
    step(name, error.code === code && hasReason(error, reason), { code: grpc.status[error.code], detail: error.details });
  }
}

const owner = clientWith(token);
const nobody = clientWith('');

await refused('anonymous', grpc.status.UNAUTHENTICATED, 'UNAUTHENTICATED',
  () => nobody('MemberService', 'ListMembers'));
await refused('missing field', grpc.status.INVALID_ARGUMENT, 'FIELD_REQUIRED',
  () => owner('MemberService', 'GetMember'));

const { roles } = await owner('WorkspaceService', 'ListRoles');
step('ListRoles', roles[0].id === 'Owner', { roles: roles.map((role) => role.id) });

const { members } = await owner('MemberService', 'ListMembers');
const { ownership } = await owner('OwnershipService', 'GetOwnership');
step('ListMembers', members.some((member) => member.name === ownership.owner), { members: members.length });

const request = { display_name: 'node story', permissions: ['resources.use'], request_id: `node-${randomUUID()}` };
const created = await owner('ApiKeyService', 'CreateApiKey', request);
const again = await owner('ApiKeyService', 'CreateApiKey', request);
const key = created.api_key.name;
step('CreateApiKey', created.token.startsWith('ta_key_'), { api_key: key, revision: created.revision });
step('CreateApiKey again', again.api_key.name === key && again.token === '');
await refused('request_id reused', grpc.status.INVALID_ARGUMENT, 'REQUEST_ID_REUSED',
  () => owner('ApiKeyService', 'CreateApiKey', { ...request, display_name: 'other' }));

const question = { api_key_token: created.token, permission: 'resources.use' };
const before = await owner('AccessService', 'Check', question);
await owner('ApiKeyService', 'RevokeApiKey', { api_key: key });
const after = await owner('AccessService', 'Check', question);
step('Check before', before.allowed, { reason: before.reason });
step('Check after', !after.allowed && after.reason === 'ACCESS_REASON_KEY_REVOKED', { reason: after.reason });

const other = members.find((member) => member.name !== ownership.owner && member.state === 'MEMBER_STATE_ACTIVE');
const tried = other?.name ?? ownership.owner;
const transfer = await owner('OwnershipService', 'TransferOwnership',
  { member: tried, etag: ownership.etag, validate_only: true });
const kept = (await owner('OwnershipService', 'GetOwnership')).ownership;
step('TransferOwnership tried', transfer.ownership.owner === tried && kept.owner === ownership.owner, { to: tried });

const log = await owner('AuditService', 'QueryAuditEvents', { action: 'api_key.' });
const chain = await owner('AuditService', 'VerifyChain');
step('QueryAuditEvents', log.audit_events.some((event) => event.action === 'api_key.revoked'),
  { events: log.audit_events.length });
step('VerifyChain', chain.intact, { events: chain.events });

process.exitCode = failed ? 1 : 0;
