-- Who does which scheduled work, and until when by this database's clock. A row that was given back stays, for its token.
CREATE TABLE leases (
    name text COLLATE "C" PRIMARY KEY,
    holder text NOT NULL,
    token bigint NOT NULL,
    expires timestamptz NOT NULL
);
