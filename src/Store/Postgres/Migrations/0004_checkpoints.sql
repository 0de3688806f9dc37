CREATE TABLE checkpoints (
    workspace text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    jws text NOT NULL,
    PRIMARY KEY (workspace, purpose, sequence)
);
