-- Testimonials: asked for by a link whose secret is kept as a hash, written without an account, shown by the owner.
CREATE TABLE testimonials (
    id TEXT NOT NULL,
    profile INTEGER NOT NULL REFERENCES profiles (position) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    asked TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- JSON of what was written with consent; NULL while nothing is, and after it was taken back.
    written TEXT,
    withdrawn_at INTEGER,
    shown INTEGER NOT NULL DEFAULT 0,
    place INTEGER NOT NULL,
    PRIMARY KEY (profile, id)
);
