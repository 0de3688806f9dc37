-- Every key begins with the workspace, so that rows can be distributed by it. The exceptions are tenants, which stand
-- above workspaces, and what is not about anybody: requests, units, settings, schema_version.
--
-- A body is the row as JSON text, as it was given, down to the order and the digits. The columns beside it are only
-- what rows are found and ordered by. Times are UTC ticks (100 ns), finer than timestamptz.

CREATE TABLE settings (
    name text COLLATE "C" PRIMARY KEY,
    value bytea NOT NULL
);

CREATE TABLE tenants (
    id text COLLATE "C" PRIMARY KEY,
    body text NOT NULL
);

CREATE TABLE workspaces (
    workspace text COLLATE "C" PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    body text NOT NULL
);
CREATE INDEX workspaces_by_tenant ON workspaces (tenant, workspace);

-- Apart from the workspace's row, because every commit changes it.
CREATE TABLE heads (
    workspace text COLLATE "C" PRIMARY KEY,
    revision bigint NOT NULL,
    audit_sequence bigint NOT NULL,
    audit_hash bytea NOT NULL,
    members integer NOT NULL,
    active_members integer NOT NULL,
    groups integer NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE members (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    modified bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, name_key)
);
CREATE INDEX members_by_modified ON members (workspace, modified, id);

CREATE TABLE tombstones (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE TABLE groups (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    modified bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id),
    UNIQUE (workspace, name_key)
);
CREATE INDEX groups_by_modified ON groups (workspace, modified, id);

CREATE TABLE memberships (
    workspace text COLLATE "C" NOT NULL,
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    since bigint NOT NULL,
    PRIMARY KEY (workspace, group_id, member_id)
);
CREATE INDEX memberships_by_member ON memberships (workspace, member_id, group_id);

CREATE TABLE links (
    workspace text COLLATE "C" NOT NULL,
    parent_id uuid NOT NULL,
    child_id uuid NOT NULL,
    since bigint NOT NULL,
    PRIMARY KEY (workspace, parent_id, child_id)
);
CREATE INDEX links_by_child ON links (workspace, child_id, parent_id);

CREATE TABLE resources (
    workspace text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    modified bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, type, id)
);
CREATE INDEX resources_by_modified ON resources (workspace, type, modified, id);

-- By which values of which attributes the rows of a list are found.
CREATE TABLE found_by (
    workspace text COLLATE "C" NOT NULL,
    list text COLLATE "C" NOT NULL,
    attribute text COLLATE "C" NOT NULL,
    value_key text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (workspace, list, attribute, value_key, id)
);
CREATE INDEX found_by_row ON found_by (workspace, list, id);

CREATE TABLE unique_values (
    workspace text COLLATE "C" NOT NULL,
    attribute text COLLATE "C" NOT NULL,
    value_key text COLLATE "C" NOT NULL,
    holder uuid NOT NULL,
    PRIMARY KEY (workspace, attribute, value_key)
);

CREATE TABLE api_keys (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    creator_id uuid NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX api_keys_by_id ON api_keys (id);
CREATE INDEX api_keys_by_creator ON api_keys (workspace, creator_id, id);

CREATE TABLE sessions (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX sessions_by_id ON sessions (id);
CREATE INDEX sessions_by_member ON sessions (workspace, member_id, id);

CREATE TABLE connections (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE TABLE tokens (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    connection_id uuid NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX tokens_by_id ON tokens (id);
CREATE INDEX tokens_by_connection ON tokens (workspace, connection_id, id);

CREATE TABLE mappings (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE TABLE audit (
    workspace text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, sequence)
);

CREATE TABLE audit_members (
    workspace text COLLATE "C" NOT NULL,
    member_id uuid NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (workspace, member_id, sequence)
);

CREATE TABLE requests (
    key text COLLATE "C" PRIMARY KEY,
    created bigint NOT NULL,
    body text NOT NULL
);
CREATE INDEX requests_by_created ON requests (created);

-- One row for each committed unit of work: tells its outcome to whoever lost the connection while it committed. A row
-- that is not kept stands for a unit that was not, and keeps it from being committed later.
CREATE TABLE units (
    id uuid PRIMARY KEY,
    kept boolean NOT NULL,
    made timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX units_by_made ON units (made);

CREATE TABLE provisioning_log (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    created bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX provisioning_log_by_created ON provisioning_log (created);
