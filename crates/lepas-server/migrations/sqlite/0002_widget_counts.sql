-- How often cards were shown and their buttons pressed, by day, for owners who switched it on. Nothing about who.
CREATE TABLE widget_counts (
    profile INTEGER NOT NULL REFERENCES profiles (position) ON DELETE CASCADE,
    day TEXT NOT NULL,
    views INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    PRIMARY KEY (profile, day)
) WITHOUT ROWID;
