-- Beside the body: what is asked for across workspaces, and NULL for one that is paused.
CREATE TABLE webhooks (
    workspace text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    delivered bigint NOT NULL,
    next_attempt bigint,
    body text NOT NULL,
    PRIMARY KEY (workspace, id)
) WITH (fillfactor = 50);
