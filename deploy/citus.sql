-- Distributes the schema by workspace over the workers of a Citus cluster. Run once on the coordinator, in the schema of the
-- servers, after the first server has made the tables and before it has anything to do; see docs/scaling.md.
--
-- All of a workspace's rows are on one worker. What stands above workspaces is copied to every worker where it is read
-- with each of them and hardly written, and spread by its own key where every change writes it.

SELECT create_reference_table('tenants');
SELECT create_reference_table('settings');
SELECT create_reference_table('schema_version');
SELECT create_reference_table('leases');

SELECT create_distributed_table('workspaces', 'workspace');
SELECT create_distributed_table('heads', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('members', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('tombstones', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('groups', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('memberships', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('links', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('resources', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('found_by', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('unique_values', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('api_keys', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('sessions', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('connections', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('tokens', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('mappings', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('checkpoints', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('audit', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('audit_members', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('provisioning_log', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('webhooks', 'workspace', colocate_with => 'workspaces');
SELECT create_distributed_table('imports', 'workspace', colocate_with => 'workspaces');

SELECT create_distributed_table('requests', 'key', colocate_with => 'none');
SELECT create_distributed_table('units', 'id', colocate_with => 'none');
