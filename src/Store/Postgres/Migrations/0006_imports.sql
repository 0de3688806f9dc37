-- Imports that were begun and are not finished, by the workspace that each is to bring.
CREATE TABLE imports (
    workspace text COLLATE "C" PRIMARY KEY,
    body text NOT NULL
);
