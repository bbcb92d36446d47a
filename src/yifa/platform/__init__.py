"""Floor under the rooms: accounts and their gate, the audit trail. Knows nothing of law or dockets."""
