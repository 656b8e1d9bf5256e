-- Visits of public pages, beside what is counted of widgets.
ALTER TABLE widget_counts ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
