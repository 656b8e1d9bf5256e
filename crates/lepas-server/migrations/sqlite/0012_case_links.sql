-- Links to works that are not public; the secret in the address is kept as a hash.
CREATE TABLE case_links (
    profile INTEGER NOT NULL REFERENCES profiles (position) ON DELETE CASCADE,
    case_id TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (profile, case_id)
);
