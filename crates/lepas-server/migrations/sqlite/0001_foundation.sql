-- Times are milliseconds since 1970 and for display only. Order comes from positions and counters.

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
-- `jobs` and `talent` count changes of the search indexes, `activity` orders conversations.
INSERT INTO counters (name, value) VALUES ('jobs', 0), ('talent', 0), ('activity', 0);

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Empty for accounts that cannot sign in, such as the owner of imported profiles.
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    locale TEXT NOT NULL,
    color_scheme TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    -- SHA-256 of the token: whoever reads the database cannot sign in with it.
    token_hash BLOB PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE profiles (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    handle TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    draft TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    published TEXT,
    published_version INTEGER,
    published_at INTEGER,
    -- Value of the counter `talent` at the last change that the index must learn of; 0 when it never was public.
    change INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX profiles_owner ON profiles (owner);
CREATE INDEX profiles_change ON profiles (change);

CREATE TABLE old_handles (
    handle TEXT PRIMARY KEY,
    profile INTEGER NOT NULL REFERENCES profiles (position) ON DELETE CASCADE,
    -- Lets the index drop the document that stood under the old name.
    change INTEGER NOT NULL
) STRICT;
CREATE INDEX old_handles_change ON old_handles (change);

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX uploads_owner ON uploads (owner);

CREATE TABLE jobs (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT REFERENCES users (id) ON DELETE SET NULL,
    document TEXT NOT NULL,
    closed INTEGER NOT NULL DEFAULT 0,
    change INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_change ON jobs (change);

CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    -- Both user ids in order, so that two people have one conversation.
    pair TEXT NOT NULL UNIQUE,
    last_seq INTEGER NOT NULL DEFAULT 0,
    activity INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE participants (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    read_up_to INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_user ON participants (user_id);

CREATE TABLE messages (
    -- Global order of commits: the cursor of the event stream.
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    sender TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (conversation, seq)
) STRICT;

CREATE TABLE idempotency (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    operation TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    -- Id of what the first request made.
    result TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, operation, key)
) STRICT, WITHOUT ROWID;
