//! The tables. Lists that are only read and written as a whole (a user's roles, notifications) are JSON text; the rest is columns.

/// Increase with each change of the tables, so that an old file is seeded again instead of failing in odd ways.
pub(super) const VERSION: i64 = 3;

pub(super) const TABLES: &str = "
CREATE TABLE plan (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, users INTEGER NOT NULL, seed INTEGER NOT NULL) STRICT;
CREATE TABLE tenant (id INTEGER PRIMARY KEY CHECK (id = 1), facts TEXT NOT NULL) STRICT;
CREATE TABLE users (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
  created TEXT NOT NULL, last_login TEXT, disabled INTEGER NOT NULL, domain_owner INTEGER NOT NULL, otp_enabled INTEGER NOT NULL,
  idm_type TEXT NOT NULL, sync_mode TEXT NOT NULL, kind TEXT NOT NULL, group_names TEXT NOT NULL, namespace_roles TEXT NOT NULL) STRICT;
CREATE TABLE settings (
  user INTEGER PRIMARY KEY, image TEXT NOT NULL, image_type TEXT, initial_access TEXT, otp_status TEXT NOT NULL, otp_enabled INTEGER NOT NULL, otp_changed_at TEXT,
  notifications TEXT NOT NULL, admin_notifications TEXT, view_preference TEXT) STRICT;
CREATE TABLE access (
  id INTEGER PRIMARY KEY, user INTEGER NOT NULL, customer INTEGER NOT NULL, kind TEXT NOT NULL, roles TEXT NOT NULL, name TEXT,
  language TEXT, two_fa_enabled INTEGER, sso_id TEXT, created_at TEXT NOT NULL, last_login_at TEXT,
  created_by INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE customers (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL) STRICT;
CREATE TABLE roles (id TEXT PRIMARY KEY, description TEXT NOT NULL, permissions TEXT NOT NULL) STRICT;
CREATE TABLE sessions (
  token_hash BLOB PRIMARY KEY, persona TEXT NOT NULL, start TEXT NOT NULL, last_access TEXT NOT NULL, ip_address TEXT NOT NULL) STRICT;
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user INTEGER NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL,
  body TEXT NOT NULL, sent_at TEXT) STRICT;
CREATE TABLE touched (user INTEGER PRIMARY KEY) STRICT;
";

/// Created after the rows: indexes, and triggers that record whose rows a reset has to restore.
pub(super) const AFTER_FILLING: &str = "
CREATE INDEX access_by_user ON access (user, id);
CREATE TRIGGER users_u AFTER UPDATE ON users BEGIN INSERT OR IGNORE INTO touched VALUES (NEW.id); END;
CREATE TRIGGER users_i AFTER INSERT ON users BEGIN INSERT OR IGNORE INTO touched VALUES (NEW.id); END;
CREATE TRIGGER users_d AFTER DELETE ON users BEGIN INSERT OR IGNORE INTO touched VALUES (OLD.id); END;
CREATE TRIGGER settings_u AFTER UPDATE ON settings BEGIN INSERT OR IGNORE INTO touched VALUES (NEW.user); END;
CREATE TRIGGER access_u AFTER UPDATE ON access BEGIN INSERT OR IGNORE INTO touched VALUES (NEW.user); END;
CREATE TRIGGER access_i AFTER INSERT ON access BEGIN INSERT OR IGNORE INTO touched VALUES (NEW.user); END;
CREATE TRIGGER access_d AFTER DELETE ON access BEGIN INSERT OR IGNORE INTO touched VALUES (OLD.user); END;
";
