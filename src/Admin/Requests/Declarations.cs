using TeamAccess.Admin.Requests;

namespace TeamAccess.Admin.V1;

// Which generated messages share which fields. A test holds this list against the protos.

public partial class CreateWorkspaceRequest : IChangeRequest;

public partial class GetWorkspaceRequest : IWorkspaceRequest;

public partial class ListWorkspacesRequest : IPageRequest;

public partial class UpdateWorkspaceRequest : IChangeRequest;

public partial class ListRolesRequest : IPageRequest;

public partial class ListMembersRequest : IWorkspaceRequest, IPageRequest;

public partial class GetMemberRequest : IWorkspaceRequest;

public partial class UpdateMemberRoleRequest : IWorkspaceRequest, IChangeRequest;

public partial class UpdateMemberScopeRequest : IWorkspaceRequest, IChangeRequest;

public partial class DeactivateMemberRequest : IWorkspaceRequest, IChangeRequest;

public partial class ReactivateMemberRequest : IWorkspaceRequest, IChangeRequest;

public partial class RemoveMemberRequest : IWorkspaceRequest, IChangeRequest;

public partial class GetOwnershipRequest : IWorkspaceRequest;

public partial class TransferOwnershipRequest : IWorkspaceRequest, IChangeRequest;

public partial class SetSuccessorsRequest : IWorkspaceRequest, IChangeRequest;

public partial class AppointOwnerRequest : IWorkspaceRequest, IChangeRequest;

public partial class CreateSessionRequest : IWorkspaceRequest, IChangeRequest;

public partial class SetBillingOwnerRequest : IWorkspaceRequest, IChangeRequest;

public partial class CreateApiKeyRequest : IWorkspaceRequest, IChangeRequest;

public partial class GetApiKeyRequest : IWorkspaceRequest;

public partial class ListApiKeysRequest : IWorkspaceRequest, IPageRequest;

public partial class RotateApiKeyRequest : IWorkspaceRequest, IChangeRequest;

public partial class RevokeApiKeyRequest : IWorkspaceRequest, IChangeRequest;

public partial class RevokeMemberApiKeysRequest : IWorkspaceRequest, IChangeRequest;

public partial class QueryAuditEventsRequest : IWorkspaceRequest, IPageRequest;

public partial class VerifyChainRequest : IWorkspaceRequest;

public partial class GetCheckpointRequest : IWorkspaceRequest;

public partial class CheckRequest : IWorkspaceRequest;

public partial class BatchCheckRequest : IWorkspaceRequest;

public partial class CreateConnectionRequest : IWorkspaceRequest, IChangeRequest;

public partial class GetConnectionRequest : IWorkspaceRequest;

public partial class ListConnectionsRequest : IWorkspaceRequest, IPageRequest;

public partial class UpdateConnectionRequest : IWorkspaceRequest, IChangeRequest;

public partial class DeleteConnectionRequest : IWorkspaceRequest, IChangeRequest;

public partial class CreateConnectionTokenRequest : IWorkspaceRequest, IChangeRequest;

public partial class ListConnectionTokensRequest : IWorkspaceRequest, IPageRequest;

public partial class RevokeConnectionTokenRequest : IWorkspaceRequest, IChangeRequest;

public partial class RunSelfTestRequest : IWorkspaceRequest;

public partial class CreateRoleMappingRequest : IWorkspaceRequest, IChangeRequest;

public partial class ListRoleMappingsRequest : IWorkspaceRequest, IPageRequest;

public partial class UpdateRoleMappingRequest : IWorkspaceRequest, IChangeRequest;

public partial class DeleteRoleMappingRequest : IWorkspaceRequest, IChangeRequest;

public partial class RotateConnectionTokenRequest : IWorkspaceRequest, IChangeRequest;

public partial class CreateClientSecretRequest : IWorkspaceRequest, IChangeRequest;

public partial class ListClientSecretsRequest : IWorkspaceRequest, IPageRequest;

public partial class RevokeClientSecretRequest : IWorkspaceRequest, IChangeRequest;

public partial class SetConnectionFederationRequest : IWorkspaceRequest, IChangeRequest;

public partial class ReleaseBreakerRequest : IWorkspaceRequest, IChangeRequest;

public partial class PreviewMappingRequest : IWorkspaceRequest, IPageRequest;

public partial class ListProvisioningRequestsRequest : IWorkspaceRequest, IPageRequest;

public partial class GetProvisioningRequestRequest : IWorkspaceRequest;

public partial class ReplayProvisioningRequestRequest : IWorkspaceRequest, IChangeRequest;

public partial class CreateWebhookRequest : IWorkspaceRequest, IChangeRequest;

public partial class GetWebhookRequest : IWorkspaceRequest;

public partial class ListWebhooksRequest : IWorkspaceRequest, IPageRequest;

public partial class UpdateWebhookRequest : IWorkspaceRequest, IChangeRequest;

public partial class DeleteWebhookRequest : IWorkspaceRequest, IChangeRequest;

public partial class RotateWebhookSecretRequest : IWorkspaceRequest, IChangeRequest;

public partial class ResumeWebhookRequest : IWorkspaceRequest, IChangeRequest;

public partial class TestWebhookRequest : IWorkspaceRequest;

public partial class ListImportsRequest : IPageRequest;

public partial class CreateWorkspaceResponse : IChangeResponse;

public partial class UpdateWorkspaceResponse : IChangeResponse;

public partial class UpdateMemberRoleResponse : IChangeResponse;

public partial class UpdateMemberScopeResponse : IChangeResponse;

public partial class DeactivateMemberResponse : IChangeResponse;

public partial class ReactivateMemberResponse : IChangeResponse;

public partial class RemoveMemberResponse : IChangeResponse;

public partial class TransferOwnershipResponse : IChangeResponse;

public partial class SetSuccessorsResponse : IChangeResponse;

public partial class AppointOwnerResponse : IChangeResponse;

public partial class CreateSessionResponse : IChangeResponse;

public partial class SetBillingOwnerResponse : IChangeResponse;

public partial class CreateApiKeyResponse : IChangeResponse;

public partial class RotateApiKeyResponse : IChangeResponse;

public partial class RevokeApiKeyResponse : IChangeResponse;

public partial class RevokeMemberApiKeysResponse : IChangeResponse;

public partial class CreateConnectionResponse : IChangeResponse;

public partial class UpdateConnectionResponse : IChangeResponse;

public partial class DeleteConnectionResponse : IChangeResponse;

public partial class CreateConnectionTokenResponse : IChangeResponse;

public partial class RevokeConnectionTokenResponse : IChangeResponse;

public partial class CreateRoleMappingResponse : IChangeResponse;

public partial class UpdateRoleMappingResponse : IChangeResponse;

public partial class DeleteRoleMappingResponse : IChangeResponse;

public partial class RotateConnectionTokenResponse : IChangeResponse;

public partial class CreateClientSecretResponse : IChangeResponse;

public partial class RevokeClientSecretResponse : IChangeResponse;

public partial class SetConnectionFederationResponse : IChangeResponse;

public partial class ReleaseBreakerResponse : IChangeResponse;

public partial class ReplayProvisioningRequestResponse : IChangeResponse;

public partial class CreateWebhookResponse : IChangeResponse;

public partial class UpdateWebhookResponse : IChangeResponse;

public partial class DeleteWebhookResponse : IChangeResponse;

public partial class RotateWebhookSecretResponse : IChangeResponse;

public partial class ResumeWebhookResponse : IChangeResponse;
