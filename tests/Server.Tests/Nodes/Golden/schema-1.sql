-- A database of schema version 1, filled through a server of that version and written out by pg_dump. It stays as it is: a
-- later schema gets a file of its own.
CREATE TABLE api_keys (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    creator_id uuid NOT NULL,
    body text NOT NULL
);
CREATE TABLE audit (
    workspace text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE audit_members (
    workspace text NOT NULL COLLATE pg_catalog."C",
    member_id uuid NOT NULL,
    sequence bigint NOT NULL
);
CREATE TABLE connections (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    body text NOT NULL
);
CREATE TABLE found_by (
    workspace text NOT NULL COLLATE pg_catalog."C",
    list text NOT NULL COLLATE pg_catalog."C",
    attribute text NOT NULL COLLATE pg_catalog."C",
    value_key text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL
);
CREATE TABLE groups (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    modified bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE heads (
    workspace text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    audit_sequence bigint NOT NULL,
    audit_hash bytea NOT NULL,
    members integer NOT NULL,
    active_members integer NOT NULL,
    groups integer NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE links (
    workspace text NOT NULL COLLATE pg_catalog."C",
    parent_id uuid NOT NULL,
    child_id uuid NOT NULL,
    since bigint NOT NULL
);
CREATE TABLE mappings (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    body text NOT NULL
);
CREATE TABLE members (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    modified bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE memberships (
    workspace text NOT NULL COLLATE pg_catalog."C",
    group_id uuid NOT NULL,
    member_id uuid NOT NULL,
    since bigint NOT NULL
);
CREATE TABLE provisioning_log (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    created bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE requests (
    key text NOT NULL COLLATE pg_catalog."C",
    created bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE resources (
    workspace text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    modified bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE schema_version (
    one boolean DEFAULT true NOT NULL,
    version integer NOT NULL,
    CONSTRAINT schema_version_one_check CHECK (one)
);
CREATE TABLE sessions (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    member_id uuid NOT NULL,
    body text NOT NULL
);
CREATE TABLE settings (
    name text NOT NULL COLLATE pg_catalog."C",
    value bytea NOT NULL
);
CREATE TABLE tenants (
    id text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL
);
CREATE TABLE tokens (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    connection_id uuid NOT NULL,
    body text NOT NULL
);
CREATE TABLE tombstones (
    workspace text NOT NULL COLLATE pg_catalog."C",
    id uuid NOT NULL,
    body text NOT NULL
);
CREATE TABLE unique_values (
    workspace text NOT NULL COLLATE pg_catalog."C",
    attribute text NOT NULL COLLATE pg_catalog."C",
    value_key text NOT NULL COLLATE pg_catalog."C",
    holder uuid NOT NULL
);
CREATE TABLE units (
    id uuid NOT NULL,
    kept boolean NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE workspaces (
    workspace text NOT NULL COLLATE pg_catalog."C",
    tenant text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL
);
INSERT INTO api_keys VALUES ('demo', '01a20db6-e161-7f0e-8abb-d417f1b42875', '01a20db6-c16b-7437-ace1-cbf61347db40', '{"workspace":"demo","id":"01a20db6-e161-7f0e-8abb-d417f1b42875","creator":"01a20db6-c16b-7437-ace1-cbf61347db40","displayName":"live key","secretHash":"ItYnXvnp2+iTUUrhEu164S6bUj7e8yoYWtUNd2Zs98Q=","permissions":[],"roleCeiling":"Owner","created":"2026-11-24T13:20:18.7854526+00:00","expires":null,"state":"Live","ending":null,"version":1}');
INSERT INTO api_keys VALUES ('demo', '01a20db6-e214-76a6-b308-cbbf33bed905', '01a20db6-c16b-7437-ace1-cbf61347db40', '{"workspace":"demo","id":"01a20db6-e214-76a6-b308-cbbf33bed905","creator":"01a20db6-c16b-7437-ace1-cbf61347db40","displayName":"revoked key","secretHash":"hXKZL45X2HeRe8cfEmFMwlpSr2MWsirZRh6+oOOdfD0=","permissions":[],"roleCeiling":"Owner","created":"2026-11-24T13:20:18.9647327+00:00","expires":null,"state":"Revoked","ending":{"at":"2026-11-24T13:20:19.0024278+00:00","cause":"revoked_by_hand","by":"member:01a20db6-c16b-7437-ace1-cbf61347db40","departure":null},"version":2}');
INSERT INTO api_keys VALUES ('demo', '01a20db6-e1cc-73d0-b52d-53f4be5b170b', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', '{"workspace":"demo","id":"01a20db6-e1cc-73d0-b52d-53f4be5b170b","creator":"01a20db6-dbf5-74c4-92d3-b60cd8de4199","displayName":"key of bob","secretHash":"u21oQ11bhiZumGioKMSb8ij2kr50yvXgqetPC/FWGdY=","permissions":[],"roleCeiling":"Admin","created":"2026-11-24T13:20:18.8925006+00:00","expires":null,"state":"Revoked","ending":{"at":"2026-11-24T13:20:19.2001021+00:00","cause":"member_deactivated","by":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","departure":"01a20db6-e300-7991-aef5-48c4230ae21c"},"version":2}');
INSERT INTO audit VALUES ('demo', 1, '{"workspace":"demo","sequence":1,"time":"2026-11-24T13:20:10.6030815+00:00","actor":"system:server","onBehalfOf":null,"action":"workspace.created","target":"workspace:demo","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"tenant","before":null,"after":"default"},{"attribute":"owner","before":null,"after":"01a20db6-c16b-7437-ace1-cbf61347db40"}],"door":"System","requestId":"demo-installation","address":null,"hash":"AX7Zrlu+0fKeit4MAPP6io1qZ3L7QKdDisgc0thEX20="}');
INSERT INTO audit VALUES ('demo', 2, '{"workspace":"demo","sequence":2,"time":"2026-11-24T13:20:10.6030815+00:00","actor":"system:server","onBehalfOf":null,"action":"member.created","target":"member:01a20db6-c16b-7437-ace1-cbf61347db40","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"role","before":null,"after":"Owner"}],"door":"System","requestId":"demo-installation","address":null,"hash":"m7/c31cYnJRW7WKTPS/LfpB9i9PEtvxMn+9LwYL62dQ="}');
INSERT INTO audit VALUES ('demo', 3, '{"workspace":"demo","sequence":3,"time":"2026-11-24T13:20:10.6030815+00:00","actor":"system:server","onBehalfOf":null,"action":"session.created","target":"session:01a20db6-bfe6-77b0-92d0-2347aa1ab4ee","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[],"door":"System","requestId":"demo-installation","address":null,"hash":"aDIZtqxHOuCvXaJa+MUUPnKsuS6F4gfEhmIh2g07iYk="}');
INSERT INTO audit VALUES ('demo', 4, '{"workspace":"demo","sequence":4,"time":"2026-11-24T13:20:10.6030815+00:00","actor":"system:server","onBehalfOf":null,"action":"connection.created","target":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","members":[],"changes":[{"attribute":"dialect","before":null,"after":"Compatible"},{"attribute":"defaultRole","before":null,"after":"Member"},{"attribute":"roleCeiling","before":null,"after":"Admin"},{"attribute":"paused","before":null,"after":"False"},{"attribute":"breakerMaxMembers","before":null,"after":"500"},{"attribute":"breakerMaxPercent","before":null,"after":"20"},{"attribute":"displayName","before":null,"after":"Demo identity provider"}],"door":"System","requestId":"demo-installation","address":null,"hash":"UV8E9ueePXIq3EIszad52/udzNRuj0XbATh1Gg0V1Ls="}');
INSERT INTO audit VALUES ('demo', 5, '{"workspace":"demo","sequence":5,"time":"2026-11-24T13:20:10.6030815+00:00","actor":"system:server","onBehalfOf":null,"action":"connection.token_created","target":"connection_token:01a20db6-bfe6-7ebf-a04a-df7fe91fabcd","members":[],"changes":[{"attribute":"connection","before":null,"after":"01a20db6-c16b-759f-8ef4-a71ee7762d67"}],"door":"System","requestId":"demo-installation","address":null,"hash":"sQZP1+DN0t03KRqbAkcelE+vLqgc8rwgiQuZFEaEtjw="}');
INSERT INTO audit VALUES ('demo', 6, '{"workspace":"demo","sequence":6,"time":"2026-11-24T13:20:17.1190561+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"member.created","target":"member:01a20db6-dadf-7932-a644-82e0d2f425ef","members":["01a20db6-dadf-7932-a644-82e0d2f425ef"],"changes":[{"attribute":"active","before":null,"after":"true"},{"attribute":"role","before":null,"after":"Member"}],"door":"Scim","requestId":"01a20db6d83679ab8ab5eb0e436cba4e","address":"127.0.0.1","hash":"bNyRovfNCKNwNebm1ghTMbVxf+hZ/3RcXorvG5TkJ7c="}');
INSERT INTO audit VALUES ('demo', 7, '{"workspace":"demo","sequence":7,"time":"2026-11-24T13:20:17.3979351+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"member.created","target":"member:01a20db6-dbf5-74c4-92d3-b60cd8de4199","members":["01a20db6-dbf5-74c4-92d3-b60cd8de4199"],"changes":[{"attribute":"active","before":null,"after":"true"},{"attribute":"role","before":null,"after":"Member"}],"door":"Scim","requestId":"01a20db6dbda76e089982e3dc28f8583","address":"127.0.0.1","hash":"L3XKjYLboHnBKjfXmJ2mmeqaebiNQPk/WkM8+KoJNqk="}');
INSERT INTO audit VALUES ('demo', 8, '{"workspace":"demo","sequence":8,"time":"2026-11-24T13:20:17.4608328+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"member.created","target":"member:01a20db6-dc34-7e73-8577-d13f0cae2b80","members":["01a20db6-dc34-7e73-8577-d13f0cae2b80"],"changes":[{"attribute":"active","before":null,"after":"true"},{"attribute":"role","before":null,"after":"Member"}],"door":"Scim","requestId":"01a20db6dc137c398780b409acb36a61","address":"127.0.0.1","hash":"ytmNEfGQv6DQ5qzK7SX26FVIqoGeIZgsORtuXyaZ0Pg="}');
INSERT INTO audit VALUES ('demo', 9, '{"workspace":"demo","sequence":9,"time":"2026-11-24T13:20:17.5249995+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"group.created","target":"group:01a20db6-dc74-7011-853c-a9f9a7a6f5b7","members":[],"changes":[{"attribute":"displayName","before":null,"after":"Inner"}],"door":"Scim","requestId":"01a20db6dc627f63b1e69884a2b149f4","address":"127.0.0.1","hash":"N5sJa1+ddpdksu5hB0ODh3K3f5w+BFMpqxw3068ZtsI="}');
INSERT INTO audit VALUES ('demo', 10, '{"workspace":"demo","sequence":10,"time":"2026-11-24T13:20:17.5249995+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"group.members_added","target":"group:01a20db6-dc74-7011-853c-a9f9a7a6f5b7","members":["01a20db6-dadf-7932-a644-82e0d2f425ef"],"changes":[],"door":"Scim","requestId":"01a20db6dc627f63b1e69884a2b149f4","address":"127.0.0.1","hash":"QlHjqvWGgSjCUkhkEVoNU6Vy+rYjDn6nsA5fbbukJmo="}');
INSERT INTO audit VALUES ('demo', 11, '{"workspace":"demo","sequence":11,"time":"2026-11-24T13:20:17.9190511+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"group.created","target":"group:01a20db6-ddff-79c9-ae9b-ed5d4a9c9915","members":[],"changes":[{"attribute":"displayName","before":null,"after":"Outer"}],"door":"Scim","requestId":"01a20db6dde27d708c1dd3b078a3fcba","address":"127.0.0.1","hash":"pq8vw6z0x50/UGEaTX8rM9SY3myIP+ZF3gHixXYal4U="}');
INSERT INTO audit VALUES ('demo', 12, '{"workspace":"demo","sequence":12,"time":"2026-11-24T13:20:17.9190511+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"group.members_added","target":"group:01a20db6-ddff-79c9-ae9b-ed5d4a9c9915","members":["01a20db6-dbf5-74c4-92d3-b60cd8de4199"],"changes":[],"door":"Scim","requestId":"01a20db6dde27d708c1dd3b078a3fcba","address":"127.0.0.1","hash":"skQin9eXTZDP3CLJt2pKzTjo6n5R3+lMQkyUcz3FCs8="}');
INSERT INTO audit VALUES ('demo', 13, '{"workspace":"demo","sequence":13,"time":"2026-11-24T13:20:17.9190511+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"group.members_added","target":"group:01a20db6-ddff-79c9-ae9b-ed5d4a9c9915","members":[],"changes":[{"attribute":"nestedGroup","before":null,"after":"01a20db6-dc74-7011-853c-a9f9a7a6f5b7"}],"door":"Scim","requestId":"01a20db6dde27d708c1dd3b078a3fcba","address":"127.0.0.1","hash":"BQr/W4ApvAh8bMxwoHqN/A/FS9h9h3p7NCqIM37e8GI="}');
INSERT INTO audit VALUES ('demo', 14, '{"workspace":"demo","sequence":14,"time":"2026-11-24T13:20:18.5616137+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"role_mapping.created","target":"role_mapping:01a20db6-e081-73c9-ad37-d699a0060a9d","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"group","before":null,"after":"01a20db6-ddff-79c9-ae9b-ed5d4a9c9915"},{"attribute":"role","before":null,"after":"Admin"},{"attribute":"paused","before":null,"after":"False"}],"door":"Grpc","requestId":"01a20db6-e029-77a7-9c42-de141aba611b","address":"127.0.0.1","hash":"yHsCACrESNHDsb57a0gbadCfpfSkb4H39Tduvs1a9+s="}');
INSERT INTO audit VALUES ('demo', 15, '{"workspace":"demo","sequence":15,"time":"2026-11-24T13:20:18.5616137+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"member.role_changed","target":"member:01a20db6-dbf5-74c4-92d3-b60cd8de4199","members":["01a20db6-dbf5-74c4-92d3-b60cd8de4199","01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"role","before":"Member","after":"Admin"},{"attribute":"directoryRole","before":"Member","after":"Admin"}],"door":"Grpc","requestId":"01a20db6-e029-77a7-9c42-de141aba611b","address":"127.0.0.1","hash":"/JxV/bD1e1ZzynIOWNT5fqZtDn+IZ0Dx3fGPzSwEsNA="}');
INSERT INTO audit VALUES ('demo', 16, '{"workspace":"demo","sequence":16,"time":"2026-11-24T13:20:18.5616137+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"member.role_changed","target":"member:01a20db6-dadf-7932-a644-82e0d2f425ef","members":["01a20db6-dadf-7932-a644-82e0d2f425ef","01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"role","before":"Member","after":"Admin"},{"attribute":"directoryRole","before":"Member","after":"Admin"}],"door":"Grpc","requestId":"01a20db6-e029-77a7-9c42-de141aba611b","address":"127.0.0.1","hash":"svZntjmDBACGzZB5eCLHZ6+2uJXDnbU5t80sqXmxMOc="}');
INSERT INTO audit VALUES ('demo', 18, '{"workspace":"demo","sequence":18,"time":"2026-11-24T13:20:18.8925006+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"api_key.created","target":"api_key:01a20db6-e1cc-73d0-b52d-53f4be5b170b","members":["01a20db6-dbf5-74c4-92d3-b60cd8de4199","01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"roleCeiling","before":null,"after":"Admin"},{"attribute":"permissions","before":null,"after":""},{"attribute":"expires","before":null,"after":null}],"door":"Grpc","requestId":"01a20db6-e1bf-7b86-989d-c0cd3c382f62","address":"127.0.0.1","hash":"U1OCylP6uTSeIs1qj8vtZ/CARihciyIRm9gT6C+xkkg="}');
INSERT INTO audit VALUES ('demo', 20, '{"workspace":"demo","sequence":20,"time":"2026-11-24T13:20:19.0024278+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"api_key.revoked","target":"api_key:01a20db6-e214-76a6-b308-cbbf33bed905","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"state","before":"Live","after":"Revoked"},{"attribute":"cause","before":null,"after":"revoked_by_hand"}],"door":"Grpc","requestId":"01a20db6-e236-727b-9c7b-55f7c703492d","address":"127.0.0.1","hash":"uoOsGzFH4EonhqAEqVMyK/SWwxFwrlgzp5cf0YETRp0="}');
INSERT INTO audit VALUES ('demo', 22, '{"workspace":"demo","sequence":22,"time":"2026-11-24T13:20:19.0701407+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"connection.client_secret_created","target":"connection_token:01a20db6-e27e-7bf2-838a-bf37b1ea1790","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"connection","before":null,"after":"01a20db6-c16b-759f-8ef4-a71ee7762d67"}],"door":"Grpc","requestId":"01a20db6-e27a-70a2-854b-b772ff6ee7df","address":"127.0.0.1","hash":"zFYuS3V0BhHTWQrFf5cMJ8tDnv5pC17IxsmXcCjOg/g="}');
INSERT INTO audit VALUES ('demo', 17, '{"workspace":"demo","sequence":17,"time":"2026-11-24T13:20:18.7854526+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"api_key.created","target":"api_key:01a20db6-e161-7f0e-8abb-d417f1b42875","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"roleCeiling","before":null,"after":"Owner"},{"attribute":"permissions","before":null,"after":""},{"attribute":"expires","before":null,"after":null}],"door":"Grpc","requestId":"01a20db6-e159-7956-aed6-46820f144689","address":"127.0.0.1","hash":"8+7pJ6BdEXE+FQxPqaD+TwdFDXRI6C8Y9ObUhQoK3P8="}');
INSERT INTO audit VALUES ('demo', 19, '{"workspace":"demo","sequence":19,"time":"2026-11-24T13:20:18.9647327+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"api_key.created","target":"api_key:01a20db6-e214-76a6-b308-cbbf33bed905","members":["01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"roleCeiling","before":null,"after":"Owner"},{"attribute":"permissions","before":null,"after":""},{"attribute":"expires","before":null,"after":null}],"door":"Grpc","requestId":"01a20db6-e210-736a-afa5-9082c0a1e75a","address":"127.0.0.1","hash":"GyeYGgRRSKA44ey3LAiRdcHSSooUpQ/QYBl6VVP4pfg="}');
INSERT INTO audit VALUES ('demo', 21, '{"workspace":"demo","sequence":21,"time":"2026-11-24T13:20:19.049666+00:00","actor":"operator:deployment","onBehalfOf":null,"action":"session.created","target":"session:01a20db6-e269-70be-b706-e6baef4ade3f","members":["01a20db6-dadf-7932-a644-82e0d2f425ef"],"changes":[],"door":"Grpc","requestId":"01a20db6-e261-7840-ba56-ccad90202af7","address":"127.0.0.1","hash":"ldZkzOKu8I2jCCP52ylZMHWlk3bUz9zcS2KTkY/uESs="}');
INSERT INTO audit VALUES ('demo', 23, '{"workspace":"demo","sequence":23,"time":"2026-11-24T13:20:19.1168031+00:00","actor":"member:01a20db6-c16b-7437-ace1-cbf61347db40","onBehalfOf":null,"action":"ownership.successors_set","target":"workspace:demo","members":["01a20db6-dadf-7932-a644-82e0d2f425ef","01a20db6-c16b-7437-ace1-cbf61347db40"],"changes":[{"attribute":"successors","before":"","after":"01a20db6-dadf-7932-a644-82e0d2f425ef"}],"door":"Grpc","requestId":"01a20db6-e29e-7121-805c-1b21d79f85d1","address":"127.0.0.1","hash":"zKNXHh5ndyTa/87ZuHMTRdTtE1gTb1GkClQZmn5CA+Y="}');
INSERT INTO audit VALUES ('demo', 24, '{"workspace":"demo","sequence":24,"time":"2026-11-24T13:20:19.2001021+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"member.deactivated","target":"member:01a20db6-dbf5-74c4-92d3-b60cd8de4199","members":["01a20db6-dbf5-74c4-92d3-b60cd8de4199"],"changes":[{"attribute":"active","before":"true","after":"false"},{"attribute":"sessions","before":"0","after":"0"}],"door":"Scim","requestId":"01a20db6e2e5724c9cf29550b5c58109","address":"127.0.0.1","hash":"cS1OBfhM3mvqgpmhkjZZpV7Kc3Gt2Q5ZBwZE72oJz7Y="}');
INSERT INTO audit VALUES ('demo', 25, '{"workspace":"demo","sequence":25,"time":"2026-11-24T13:20:19.2001021+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"api_key.revoked","target":"api_key:01a20db6-e1cc-73d0-b52d-53f4be5b170b","members":["01a20db6-dbf5-74c4-92d3-b60cd8de4199"],"changes":[{"attribute":"state","before":"Live","after":"Revoked"},{"attribute":"cause","before":null,"after":"member_deactivated"}],"door":"Scim","requestId":"01a20db6e2e5724c9cf29550b5c58109","address":"127.0.0.1","hash":"k9PMCLA2P9i0u/csyLbEBVCF0eq4y2nm5vbRPMOBEJ8="}');
INSERT INTO audit VALUES ('demo', 26, '{"workspace":"demo","sequence":26,"time":"2026-11-24T13:20:19.3573086+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"member.deactivated","target":"member:01a20db6-dc34-7e73-8577-d13f0cae2b80","members":["01a20db6-dc34-7e73-8577-d13f0cae2b80"],"changes":[{"attribute":"active","before":"true","after":"false"},{"attribute":"sessions","before":"0","after":"0"}],"door":"Scim","requestId":"01a20db6e387782e9f44aa77d593697c","address":"127.0.0.1","hash":"//KvNH3Ng03eX8sNZ1SWhS0qDXcdSJJyIDJMmTuCPAA="}');
INSERT INTO audit VALUES ('demo', 27, '{"workspace":"demo","sequence":27,"time":"2026-11-24T13:20:19.3573086+00:00","actor":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","onBehalfOf":null,"action":"member.removed","target":"member:01a20db6-dc34-7e73-8577-d13f0cae2b80","members":["01a20db6-dc34-7e73-8577-d13f0cae2b80"],"changes":[],"door":"Scim","requestId":"01a20db6e387782e9f44aa77d593697c","address":"127.0.0.1","hash":"e+qMY/pJplTF60fUKRaWVYnZjO3x1lsynsEfsDpLB4Y="}');
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 1);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 2);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 3);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dadf-7932-a644-82e0d2f425ef', 6);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 7);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dc34-7e73-8577-d13f0cae2b80', 8);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dadf-7932-a644-82e0d2f425ef', 10);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 12);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 14);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 15);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 15);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dadf-7932-a644-82e0d2f425ef', 16);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 16);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 17);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 18);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 18);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 19);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 20);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dadf-7932-a644-82e0d2f425ef', 21);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 22);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dadf-7932-a644-82e0d2f425ef', 23);
INSERT INTO audit_members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', 23);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 24);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 25);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dc34-7e73-8577-d13f0cae2b80', 26);
INSERT INTO audit_members VALUES ('demo', '01a20db6-dc34-7e73-8577-d13f0cae2b80', 27);
INSERT INTO connections VALUES ('demo', '01a20db6-c16b-759f-8ef4-a71ee7762d67', '{"workspace":"demo","id":"01a20db6-c16b-759f-8ef4-a71ee7762d67","displayName":"Demo identity provider","dialect":"Compatible","defaultRole":"Member","roleCeiling":"Admin","allowedRoles":[],"federation":null,"paused":false,"breaker":{"maxMembers":500,"maxPercent":20,"minutes":[{"start":"2026-11-24T13:20:00+00:00","changes":2,"membersBefore":4}],"heldSince":null,"releasedUntil":null},"created":"2026-11-24T13:20:10.6030815+00:00","version":1}');
INSERT INTO found_by VALUES ('demo', 'members', 'displayName', '=demo owner', '01a20db6-c16b-7437-ace1-cbf61347db40');
INSERT INTO found_by VALUES ('demo', 'members', 'email', '=owner@demo.test', '01a20db6-c16b-7437-ace1-cbf61347db40');
INSERT INTO found_by VALUES ('demo', 'members', 'externalId', '=x-1', '01a20db6-dadf-7932-a644-82e0d2f425ef');
INSERT INTO found_by VALUES ('demo', 'members', 'displayName', '=ann', '01a20db6-dadf-7932-a644-82e0d2f425ef');
INSERT INTO found_by VALUES ('demo', 'members', 'email', '=ann@golden.test', '01a20db6-dadf-7932-a644-82e0d2f425ef');
INSERT INTO found_by VALUES ('demo', 'groups', 'displayName', '=inner', '01a20db6-dc74-7011-853c-a9f9a7a6f5b7');
INSERT INTO found_by VALUES ('demo', 'groups', 'displayName', '=outer', '01a20db6-ddff-79c9-ae9b-ed5d4a9c9915');
INSERT INTO groups VALUES ('demo', '01a20db6-dc74-7011-853c-a9f9a7a6f5b7', '=inner', 639311232175249995, '{"workspace":"demo","id":"01a20db6-dc74-7011-853c-a9f9a7a6f5b7","displayName":"Inner","managedBy":"01a20db6-c16b-759f-8ef4-a71ee7762d67","externalId":null,"attributes":{"displayName":"Inner"},"version":1,"created":"2026-11-24T13:20:17.5249995+00:00","lastModified":"2026-11-24T13:20:17.5249995+00:00"}');
INSERT INTO groups VALUES ('demo', '01a20db6-ddff-79c9-ae9b-ed5d4a9c9915', '=outer', 639311232179190511, '{"workspace":"demo","id":"01a20db6-ddff-79c9-ae9b-ed5d4a9c9915","displayName":"Outer","managedBy":"01a20db6-c16b-759f-8ef4-a71ee7762d67","externalId":null,"attributes":{"displayName":"Outer"},"version":1,"created":"2026-11-24T13:20:17.9190511+00:00","lastModified":"2026-11-24T13:20:17.9190511+00:00"}');
INSERT INTO heads VALUES ('demo', 16, 27, '\x7bea8c63fa49a654c5eb47d42916965589d98cedf1d65b329ec11fb03a4b0786', 3, 2, 2);
INSERT INTO links VALUES ('demo', '01a20db6-ddff-79c9-ae9b-ed5d4a9c9915', '01a20db6-dc74-7011-853c-a9f9a7a6f5b7', 639311232179190511);
INSERT INTO mappings VALUES ('demo', '01a20db6-e081-73c9-ad37-d699a0060a9d', '{"workspace":"demo","id":"01a20db6-e081-73c9-ad37-d699a0060a9d","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","group":null,"groupDisplayName":"Outer","role":"Admin","paused":false,"created":"2026-11-24T13:20:18.5616137+00:00"}');
INSERT INTO members VALUES ('demo', '01a20db6-c16b-7437-ace1-cbf61347db40', '=owner@demo.test', 639311232106030815, '{"workspace":"demo","id":"01a20db6-c16b-7437-ace1-cbf61347db40","state":"Active","userName":"owner@demo.test","role":"Owner","localRole":null,"directoryRole":null,"managedBy":null,"scope":null,"externalId":null,"displayName":"Demo Owner","emails":["owner@demo.test"],"attributes":{"userName":"owner@demo.test","name":{"givenName":"Demo","familyName":"Owner"},"displayName":"Demo Owner","emails":[{"value":"owner@demo.test","type":"work","primary":true}]},"version":1,"created":"2026-11-24T13:20:10.6030815+00:00","lastModified":"2026-11-24T13:20:10.6030815+00:00","departure":null}');
INSERT INTO members VALUES ('demo', '01a20db6-dadf-7932-a644-82e0d2f425ef', '=ann@golden.test', 639311232185616137, '{"workspace":"demo","id":"01a20db6-dadf-7932-a644-82e0d2f425ef","state":"Active","userName":"ann@golden.test","role":"Admin","localRole":null,"directoryRole":"Admin","managedBy":"01a20db6-c16b-759f-8ef4-a71ee7762d67","scope":null,"externalId":"x-1","displayName":"Ann","emails":["ann@golden.test"],"attributes":{"userName":"ann@golden.test","displayName":"Ann","externalId":"x-1","emails":[{"value":"ann@golden.test","type":"work","primary":true}],"name":{"givenName":"Ann","familyName":"Gold"}},"version":2,"created":"2026-11-24T13:20:17.1190561+00:00","lastModified":"2026-11-24T13:20:18.5616137+00:00","departure":null}');
INSERT INTO members VALUES ('demo', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', '=bob@golden.test', 639311232192001021, '{"workspace":"demo","id":"01a20db6-dbf5-74c4-92d3-b60cd8de4199","state":"Deactivated","userName":"bob@golden.test","role":"Admin","localRole":null,"directoryRole":"Admin","managedBy":"01a20db6-c16b-759f-8ef4-a71ee7762d67","scope":null,"externalId":null,"displayName":null,"emails":[],"attributes":{"userName":"bob@golden.test"},"version":3,"created":"2026-11-24T13:20:17.3979351+00:00","lastModified":"2026-11-24T13:20:19.2001021+00:00","departure":{"id":"01a20db6-e300-7991-aef5-48c4230ae21c","at":"2026-11-24T13:20:19.2001021+00:00","cause":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67","alsoByDirectory":false}}');
INSERT INTO memberships VALUES ('demo', '01a20db6-dc74-7011-853c-a9f9a7a6f5b7', '01a20db6-dadf-7932-a644-82e0d2f425ef', 639311232175249995);
INSERT INTO memberships VALUES ('demo', '01a20db6-ddff-79c9-ae9b-ed5d4a9c9915', '01a20db6-dbf5-74c4-92d3-b60cd8de4199', 639311232179190511);
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-dbca-77e4-ac6a-e6060c0b728b', 639311232173540000, '{"workspace":"demo","id":"01a20db6-dbca-77e4-ac6a-e6060c0b728b","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6d83679ab8ab5eb0e436cba4e","method":"POST","path":"/Users","resourceType":"Users","resourceId":"01a20db6-dadf-7932-a644-82e0d2f425ef","status":201,"scimType":null,"detail":null,"duration":"00:00:00.4952237","requestSize":201,"responseSize":524,"dialect":"Compatible","client":"Other","request":{"json":"{\"userName\":\"***\",\"displayName\":\"***\",\"externalId\":\"***\",\"emails\":[{\"value\":\"***\",\"type\":\"work\",\"primary\":true}],\"name\":{\"givenName\":\"***\",\"familyName\":\"***\"}}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"01a20db6-dadf-7932-a644-82e0d2f425ef\",\"userName\":\"***\",\"displayName\":\"***\",\"externalId\":\"***\",\"emails\":[{\"value\":\"***\",\"type\":\"work\",\"primary\":true}],\"name\":{\"givenName\":\"***\",\"familyName\":\"***\"},\"active\":true,\"meta\":{\"resourceType\":\"User\",\"created\":\"2026-11-24T13:20:17.1190561Z\",\"lastModified\":\"2026-11-24T13:20:17.1190561Z\",\"version\":\"W/\\\"1\\\"\",\"location\":\"/Users/01a20db6-dadf-7932-a644-82e0d2f425ef\"}}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"+1BXYXgniTI5gHpCsGFvxN95wbvSQ51mWVSCHe3W47ABwwybHA8UMLbrXjIArDlZKsRUAiCV/v/7KGjYokzvdox1QuFGq3mooGfuBZQz2aS7pJxXBLY1aLqX7A1p3ruErgAsbY1CeQbJ3LZvlZ87TmxMeTR9BL085KMZG9jZnNh1TcEGIe4v8TPCCadCGTOaFekbUnz0LdXSHorZN9NbDi1pyn42khTNYd8z1J41MhR3u+ecShzD+UKrLbIljavyQrdhOSBX8P+ZemwclJ+dNizlOok+t/58QfzEnUfBuo56XmuQe9ql5YXayUv7EjSJfe7IJ8W3n/Z8mVILXfO4dCZ8fQvPw+JmhKGEaB/IPATJAgpRv1GsvYc+mXiukxtaDoEi0znb8BgTrCZ1uM24/xyJ7kuIlnjmApnqvVgSrpp6/7ZIBD8UwKvvYRvZwklfs2c+ir7h5YJ5W211zkMxOuq7fpdh+nILD3+RXpuIe+FeoERs/uo19DMimrjfH5AXn8LBxvQH2SjwWufjiOLDAABmazSwaWkuIrzhgKMh1OMtS9pDmfWHFg=="}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-dc0c-7714-bc58-fc59019aecae', 639311232174200000, '{"workspace":"demo","id":"01a20db6-dc0c-7714-bc58-fc59019aecae","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6dbda76e089982e3dc28f8583","method":"POST","path":"/Users","resourceType":"Users","resourceId":"01a20db6-dbf5-74c4-92d3-b60cd8de4199","status":201,"scimType":null,"detail":null,"duration":"00:00:00.0283128","requestSize":31,"responseSize":370,"dialect":"Compatible","client":"Other","request":{"json":"{\"userName\":\"***\"}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"01a20db6-dbf5-74c4-92d3-b60cd8de4199\",\"userName\":\"***\",\"active\":true,\"meta\":{\"resourceType\":\"User\",\"created\":\"2026-11-24T13:20:17.3979351Z\",\"lastModified\":\"2026-11-24T13:20:17.3979351Z\",\"version\":\"W/\\\"1\\\"\",\"location\":\"/Users/01a20db6-dbf5-74c4-92d3-b60cd8de4199\"}}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"LHKv4phT2PZSkLBQjvazbq8DzWhKJeOXKN4icDlKrSK85KL2hfnXHVTkTCNBqBHJ9/X80iaAbJkYRjdgB0BbynVA8Nc1aZncHkZQkY9y1JYdc7j1KbQeU/NSuz2FkviO1x8fZXddvSmX4cxU36OeDR69GKun7M7j"}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-dc5e-7e68-ba73-daab659822a3', 639311232175020000, '{"workspace":"demo","id":"01a20db6-dc5e-7e68-ba73-daab659822a3","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6dc137c398780b409acb36a61","method":"POST","path":"/Users","resourceType":"Users","resourceId":"01a20db6-dc34-7e73-8577-d13f0cae2b80","status":201,"scimType":null,"detail":null,"duration":"00:00:00.0458274","requestSize":31,"responseSize":370,"dialect":"Compatible","client":"Other","request":{"json":"{\"userName\":\"***\"}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"01a20db6-dc34-7e73-8577-d13f0cae2b80\",\"userName\":\"***\",\"active\":true,\"meta\":{\"resourceType\":\"User\",\"created\":\"2026-11-24T13:20:17.4608328Z\",\"lastModified\":\"2026-11-24T13:20:17.4608328Z\",\"version\":\"W/\\\"1\\\"\",\"location\":\"/Users/01a20db6-dc34-7e73-8577-d13f0cae2b80\"}}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"zKiC5QWTgzW5JFI7q8WDcX2dZO6FWxriIWM3wrYfsQYcgYPjzy7B3lUUzH4WEKYkFolCAxoLC2yRcSGZmEfgrH1+RH0W5O/L2pHSN1T1UehxTJREEjHSLNUEkFCd23arOoxSTAFjkAOfcfGkb+86FSmTCUY9HqLo"}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-ddd6-70a7-b028-4896e4abb66a', 639311232178780000, '{"workspace":"demo","id":"01a20db6-ddd6-70a7-b028-4896e4abb66a","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6dc627f63b1e69884a2b149f4","method":"POST","path":"/Groups","resourceType":"Groups","resourceId":"01a20db6-dc74-7011-853c-a9f9a7a6f5b7","status":201,"scimType":null,"detail":null,"duration":"00:00:00.3639373","requestSize":88,"responseSize":535,"dialect":"Compatible","client":"Other","request":{"json":"{\"displayName\":\"***\",\"members\":[{\"value\":\"01a20db6-dadf-7932-a644-82e0d2f425ef\"}]}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"id\":\"01a20db6-dc74-7011-853c-a9f9a7a6f5b7\",\"displayName\":\"***\",\"members\":[{\"value\":\"01a20db6-dadf-7932-a644-82e0d2f425ef\",\"type\":\"User\",\"display\":\"***\",\"$ref\":\"/Users/01a20db6-dadf-7932-a644-82e0d2f425ef\"}],\"meta\":{\"resourceType\":\"Group\",\"created\":\"2026-11-24T13:20:17.5249995Z\",\"lastModified\":\"2026-11-24T13:20:17.5249995Z\",\"version\":\"W/\\\"1-715029f9\\\"\",\"location\":\"/Groups/01a20db6-dc74-7011-853c-a9f9a7a6f5b7\"}}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"68Y1KhJsYlmDbuIENwO1H0FEthmLRe86nZhFI+Tul+5yIKcdPaVYuw7DDIeWeQi4cEUeDupB6TDnTojK6zlaKQSiESf1aLGoSI77MHzjWoHYs3xlwSO4W/JBQkrAXL0nu9mElvg0vzT5905Pmg/+QcmB+L9GrOZn+16OL/wPz03mODWTahAJdTilEM9prH9b2UcV2HCTNXIhArBUywNByg9YkRy5A/NwmTdB6K12U5yjtDDr3VTEZiHWSujoiypUdLhqPhCrAXpTAS/3pQ=="}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-de93-7a54-9f20-2c46da74357a', 639311232180670000, '{"workspace":"demo","id":"01a20db6-de93-7a54-9f20-2c46da74357a","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6dde27d708c1dd3b078a3fcba","method":"POST","path":"/Groups","resourceType":"Groups","resourceId":"01a20db6-ddff-79c9-ae9b-ed5d4a9c9915","status":201,"scimType":null,"detail":null,"duration":"00:00:00.1771993","requestSize":156,"responseSize":713,"dialect":"Compatible","client":"Other","request":{"json":"{\"displayName\":\"***\",\"members\":[{\"value\":\"01a20db6-dc74-7011-853c-a9f9a7a6f5b7\",\"type\":\"Group\"},{\"value\":\"01a20db6-dbf5-74c4-92d3-b60cd8de4199\"}]}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"id\":\"01a20db6-ddff-79c9-ae9b-ed5d4a9c9915\",\"displayName\":\"***\",\"members\":[{\"value\":\"01a20db6-dbf5-74c4-92d3-b60cd8de4199\",\"type\":\"User\",\"display\":\"***\",\"$ref\":\"/Users/01a20db6-dbf5-74c4-92d3-b60cd8de4199\"},{\"value\":\"01a20db6-dc74-7011-853c-a9f9a7a6f5b7\",\"type\":\"Group\",\"display\":\"***\",\"$ref\":\"/Groups/01a20db6-dc74-7011-853c-a9f9a7a6f5b7\"}],\"meta\":{\"resourceType\":\"Group\",\"created\":\"2026-11-24T13:20:17.9190511Z\",\"lastModified\":\"2026-11-24T13:20:17.9190511Z\",\"version\":\"W/\\\"1-9ee1749d\\\"\",\"location\":\"/Groups/01a20db6-ddff-79c9-ae9b-ed5d4a9c9915\"}}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"krmb7d0gSAcr9Pa4isoLwfU2g5INSnxbpTjM3FlobMnj0JuBNxIu3L9xkinrSL6F1rDrT+vXtE1nXp147MgUuG0agZr0uSMOOEpj70PxaIjm1+ONZZ4xSMGxZ5l07GY2XoLKe6Q+0yLMn3eQvJkxDtpfp+7/xp8DONfJbfCU9zIVXgSonU2Xh5Id6zDcgRLJpoT27KJgVVavmjlQ+t1eREU2Qf+wQZ+yx5fJaUK7Bjs1DuNiLo76o1UO+Bxdgg2n/OFn19r+m38ZmUTsphCyzS9WStIi8f9p1U3H55M4pyzCBt0ZGF8A7U1+08GYA5ez3z0/jHkrryBau4aO10D3LjOBX/095BX0AbdpZT7NLjVB19ZOSAGvGASXjQ7lBfLq1I4cM8eDBHQtQXFV0SYaFQ7fU8aH"}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-e384-778f-8e2b-d57400fae3c6', 639311232193320000, '{"workspace":"demo","id":"01a20db6-e384-778f-8e2b-d57400fae3c6","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6e2e5724c9cf29550b5c58109","method":"PATCH","path":"/Users/01a20db6-dbf5-74c4-92d3-b60cd8de4199","resourceType":"Users","resourceId":"01a20db6-dbf5-74c4-92d3-b60cd8de4199","status":200,"scimType":null,"detail":null,"duration":"00:00:00.1548943","requestSize":69,"responseSize":558,"dialect":"Compatible","client":"Other","request":{"json":"{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"01a20db6-dbf5-74c4-92d3-b60cd8de4199\",\"userName\":\"***\",\"active\":false,\"groups\":[{\"value\":\"01a20db6-ddff-79c9-ae9b-ed5d4a9c9915\",\"display\":\"***\",\"type\":\"direct\",\"$ref\":\"/Groups/01a20db6-ddff-79c9-ae9b-ed5d4a9c9915\"}],\"meta\":{\"resourceType\":\"User\",\"created\":\"2026-11-24T13:20:17.3979351Z\",\"lastModified\":\"2026-11-24T13:20:19.2001021Z\",\"version\":\"W/\\\"3-d4b8837b\\\"\",\"location\":\"/Users/01a20db6-dbf5-74c4-92d3-b60cd8de4199\"}}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"5cg9npysMNHgu2TehfQspRdTutyrvlcmhjUJtEVouehhxa3s44IFiJ1g/KzTb+XLvGNrxWlWm6tJq40Ui9thW7Lv/GU+w9jJglpwiXiPhAI9JoqZlw3neqKZW/P7Ghk24be4vYs8q4ybiw4hyxoHGOJ1SuOGcxPxmngF6NlPb93TlwqPCElvDqtTrFA0X1uLIXwf/o1+jcwBAlGZeBmMdPWMBJPWymqkU6MRkkFbkJdQWYuhGztfQ4YNyasCaTZWMKLP3Me6veKk0pmMy4xVpIRgz1vAYadsy+ehqjfWkTwPZGVIfRI="}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-e3e5-707a-886a-35e425fb2b43', 639311232194290000, '{"workspace":"demo","id":"01a20db6-e3e5-707a-886a-35e425fb2b43","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6e387782e9f44aa77d593697c","method":"DELETE","path":"/Users/01a20db6-dc34-7e73-8577-d13f0cae2b80","resourceType":"Users","resourceId":"01a20db6-dc34-7e73-8577-d13f0cae2b80","status":204,"scimType":null,"detail":null,"duration":"00:00:00.0838775","requestSize":0,"responseSize":0,"dialect":"Compatible","client":"Other","request":null,"response":null,"namesUnknownRole":false,"replayOf":null,"sealed":"yid3AHguradm815ikMnnkf4+Uh1M8z34HLe9+YsRre2Ao++Jm90yBHLoYzodkkOf36SgJuuzxCvDsGDzamJ3cqJR8PVf/VL3W4UIuEu/4eY7mhPbhRZqX35VwIMR3HP2kup2UQWjVp//XcwvhA=="}');
INSERT INTO provisioning_log VALUES ('demo', '01a20db6-e463-73fe-8f8a-e8244aaa35a1', 639311232195550000, '{"workspace":"demo","id":"01a20db6-e463-73fe-8f8a-e8244aaa35a1","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","requestId":"01a20db6e3e87806955a13ba517684f8","method":"POST","path":"/Users","resourceType":"Users","resourceId":null,"status":409,"scimType":"uniqueness","detail":"Another resource already has this userName.","duration":"00:00:00.1065709","requestSize":31,"responseSize":153,"dialect":"Compatible","client":"Other","request":{"json":"{\"userName\":\"***\"}","cut":false},"response":{"json":"{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"409\",\"scimType\":\"uniqueness\",\"detail\":\"Another resource already has this userName.\"}","cut":false},"namesUnknownRole":false,"replayOf":null,"sealed":"jxtXbrjJBaOpqaNc1Nsomy/9PiTjviRX7tUDinbqeltDGuX+QQGtMJSZcCtzr2aB4/ZRq7yWd5F6ASBauaH1SjQ8HjfKPDKEHvuSk+zs1kBStFbMYqlbjd9uIyb7bI7cyWA3ozku/Dq9Zx1pRxkIht5eIIW0sGz9"}');
INSERT INTO requests VALUES ('=demo
member:01a20db6-c16b-7437-ace1-cbf61347db40
/teamaccess.admin.v1.ApiKeyService/CreateApiKey
golden-request', 639311232187854526, '{"key":"demo\nmember:01a20db6-c16b-7437-ace1-cbf61347db40\n/teamaccess.admin.v1.ApiKeyService/CreateApiKey\ngolden-request","fingerprint":"mt10166YEAgpuGL47N/AmdeFrM+e8uJlJFeHERwxdDw=","result":"01a20db6-e161-7f0e-8abb-d417f1b42875","revision":8,"auditSequence":17,"created":"2026-11-24T13:20:18.7854526+00:00"}');
INSERT INTO schema_version VALUES (true, 1);
INSERT INTO sessions VALUES ('demo', '01a20db6-bfe6-77b0-92d0-2347aa1ab4ee', '01a20db6-c16b-7437-ace1-cbf61347db40', '{"workspace":"demo","id":"01a20db6-bfe6-77b0-92d0-2347aa1ab4ee","member":"01a20db6-c16b-7437-ace1-cbf61347db40","secretHash":"JiQA86dngS9bcktM1c+JO6vLRPpcm2iQstjyeJ7alaM=","created":"2026-11-24T13:20:10.6030815+00:00","expires":"2027-11-24T13:20:10.6030815+00:00"}');
INSERT INTO sessions VALUES ('demo', '01a20db6-e269-70be-b706-e6baef4ade3f', '01a20db6-dadf-7932-a644-82e0d2f425ef', '{"workspace":"demo","id":"01a20db6-e269-70be-b706-e6baef4ade3f","member":"01a20db6-dadf-7932-a644-82e0d2f425ef","secretHash":"Ee676mcT2Y31nmmmOY4FH/BMw2C/ByUmsm4uZDfIpk4=","created":"2026-11-24T13:20:19.049666+00:00","expires":"2026-11-25T01:20:19.049666+00:00"}');
INSERT INTO settings VALUES ('pepper_check', '\x39a6d562ee1a256c25ae57fc8c52e1290b70184a0d583ff08b1aaa9abda4986c');
INSERT INTO tenants VALUES ('default', '{"id":"default","displayName":"Default","admins":[{"workspace":"demo","member":"01a20db6-c16b-7437-ace1-cbf61347db40"}],"created":"2026-11-24T13:20:10.6030815+00:00"}');
INSERT INTO tokens VALUES ('demo', '01a20db6-bfe6-7ebf-a04a-df7fe91fabcd', '01a20db6-c16b-759f-8ef4-a71ee7762d67', '{"workspace":"demo","id":"01a20db6-bfe6-7ebf-a04a-df7fe91fabcd","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","secretHash":"fu8F6EsCCR+L4vzyV/PQRxSQoEq0cmjh3hdXnYx1O2I=","created":"2026-11-24T13:20:10.6030815+00:00","expires":null,"revokedAt":null,"use":"Bearer","grantedBy":null,"lastUsed":"2026-11-24T13:20:16.9060244+00:00"}');
INSERT INTO tokens VALUES ('demo', '01a20db6-e27e-7bf2-838a-bf37b1ea1790', '01a20db6-c16b-759f-8ef4-a71ee7762d67', '{"workspace":"demo","id":"01a20db6-e27e-7bf2-838a-bf37b1ea1790","connection":"01a20db6-c16b-759f-8ef4-a71ee7762d67","secretHash":"HMv6kW2OP4P2lu8Zarg7k5fPnJgaC2h+c0JlNMwWZc0=","created":"2026-11-24T13:20:19.0701407+00:00","expires":null,"revokedAt":null,"use":"ClientSecret","grantedBy":null,"lastUsed":null}');
INSERT INTO tombstones VALUES ('demo', '01a20db6-dc34-7e73-8577-d13f0cae2b80', '{"workspace":"demo","id":"01a20db6-dc34-7e73-8577-d13f0cae2b80","removedAt":"2026-11-24T13:20:19.3573086+00:00","cause":"connection:01a20db6-c16b-759f-8ef4-a71ee7762d67"}');
INSERT INTO workspaces VALUES ('demo', 'default', '{"id":"demo","tenant":"default","displayName":"Demo","owner":"01a20db6-c16b-7437-ace1-cbf61347db40","vacantSince":null,"successors":["01a20db6-dadf-7932-a644-82e0d2f425ef"],"billingOwner":null,"seatLimit":null,"departedKeys":"Revoke","suspendGraceDays":30,"created":"2026-11-24T13:20:10.6030815+00:00","version":2}');
ALTER TABLE ONLY api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY audit_members
    ADD CONSTRAINT audit_members_pkey PRIMARY KEY (workspace, member_id, sequence);
ALTER TABLE ONLY audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (workspace, sequence);
ALTER TABLE ONLY connections
    ADD CONSTRAINT connections_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY found_by
    ADD CONSTRAINT found_by_pkey PRIMARY KEY (workspace, list, attribute, value_key, id);
ALTER TABLE ONLY groups
    ADD CONSTRAINT groups_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY groups
    ADD CONSTRAINT groups_workspace_name_key_key UNIQUE (workspace, name_key);
ALTER TABLE ONLY heads
    ADD CONSTRAINT heads_pkey PRIMARY KEY (workspace);
ALTER TABLE ONLY links
    ADD CONSTRAINT links_pkey PRIMARY KEY (workspace, parent_id, child_id);
ALTER TABLE ONLY mappings
    ADD CONSTRAINT mappings_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY members
    ADD CONSTRAINT members_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY members
    ADD CONSTRAINT members_workspace_name_key_key UNIQUE (workspace, name_key);
ALTER TABLE ONLY memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (workspace, group_id, member_id);
ALTER TABLE ONLY provisioning_log
    ADD CONSTRAINT provisioning_log_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (key);
ALTER TABLE ONLY resources
    ADD CONSTRAINT resources_pkey PRIMARY KEY (workspace, type, id);
ALTER TABLE ONLY schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (one);
ALTER TABLE ONLY sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (name);
ALTER TABLE ONLY tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY tombstones
    ADD CONSTRAINT tombstones_pkey PRIMARY KEY (workspace, id);
ALTER TABLE ONLY unique_values
    ADD CONSTRAINT unique_values_pkey PRIMARY KEY (workspace, attribute, value_key);
ALTER TABLE ONLY units
    ADD CONSTRAINT units_pkey PRIMARY KEY (id);
ALTER TABLE ONLY workspaces
    ADD CONSTRAINT workspaces_pkey PRIMARY KEY (workspace);
CREATE INDEX api_keys_by_creator ON api_keys USING btree (workspace, creator_id, id);
CREATE INDEX api_keys_by_id ON api_keys USING btree (id);
CREATE INDEX found_by_row ON found_by USING btree (workspace, list, id);
CREATE INDEX groups_by_modified ON groups USING btree (workspace, modified, id);
CREATE INDEX links_by_child ON links USING btree (workspace, child_id, parent_id);
CREATE INDEX members_by_modified ON members USING btree (workspace, modified, id);
CREATE INDEX memberships_by_member ON memberships USING btree (workspace, member_id, group_id);
CREATE INDEX provisioning_log_by_created ON provisioning_log USING btree (created);
CREATE INDEX requests_by_created ON requests USING btree (created);
CREATE INDEX resources_by_modified ON resources USING btree (workspace, type, modified, id);
CREATE INDEX sessions_by_id ON sessions USING btree (id);
CREATE INDEX sessions_by_member ON sessions USING btree (workspace, member_id, id);
CREATE INDEX tokens_by_connection ON tokens USING btree (workspace, connection_id, id);
CREATE INDEX tokens_by_id ON tokens USING btree (id);
CREATE INDEX units_by_made ON units USING btree (made);
CREATE INDEX workspaces_by_tenant ON workspaces USING btree (tenant, workspace);
