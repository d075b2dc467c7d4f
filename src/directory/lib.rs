//! All users of a tenant in memory.
